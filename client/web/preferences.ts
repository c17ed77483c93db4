/**
 * What a browser remembers of a person from one visit to the next. It must not know where it is kept.
 *
 * @module
 */

import { parseObject } from "../../actors/encoding/json.ts";
import { parseName } from "../../actors/protocol/names.ts";
import type { Settings } from "./page.ts";

/** A person's own. */
export interface Preferences {
  readonly name: string;
  readonly settings: Settings;
}

/** Writes them down. */
export function formatPreferences({ name, settings }: Preferences): string {
  return JSON.stringify({ name, ...settings });
}

/** Reads what was written down, or anything else: what cannot be understood is as for a newcomer. */
export function parsePreferences(written: string): Preferences {
  const { name, notifies, receipts } = parseObject(written) ?? {};
  return {
    name: typeof name === "string" ? parseName(name) ?? "" : "",
    settings: { notifies: notifies === true, receipts: receipts !== false },
  };
}
