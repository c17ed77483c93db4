/**
 * The name and settings that a browser keeps between visits. It must not know where they are
 * stored.
 *
 * @module
 */

import { parseObject } from "../../actors/encoding/json.ts";
import { parseName } from "../../actors/protocol/names.ts";
import type { Page } from "./page.ts";

/** A person's name and settings. */
export type Preferences = Pick<Page, "name" | "settings">;

/** Writes preferences as JSON. */
export function formatPreferences({ name, settings }: Preferences): string {
  return JSON.stringify({ name, ...settings });
}

/** Reads preferences from any text. What does not fit gets its default. */
export function parsePreferences(written: string): Preferences {
  const { name, notifies, receipts } = parseObject(written) ?? {};
  return {
    name: typeof name === "string" ? parseName(name) ?? "" : "",
    settings: { notifies: notifies === true, receipts: receipts !== false },
  };
}
