/**
 * What `--help` shows. It must not know how flags are read.
 *
 * @module
 */

import { type ClientFlag, type Language, texts } from "../../actors/languages/languages.ts";
import { DEFAULT_HOST, DEFAULT_PORT } from "./server_address.ts";
import { DEFAULT_LANGUAGE } from "./arguments.ts";
import { DEFAULT_ROOM } from "../../actors/protocol/frame_codec.ts";

const defaults: Readonly<Partial<Record<ClientFlag, string>>> = {
  host: DEFAULT_HOST,
  port: String(DEFAULT_PORT),
  room: DEFAULT_ROOM,
  lang: DEFAULT_LANGUAGE,
};

/** The help's lines. */
export function flagHelp(language: Language): readonly string[] {
  const { usage, purpose, flags, defaultIs, footer } = texts[language].client.help;
  // Object.entries forgets that the keys are the table's own.
  const rows = (Object.entries(flags) as [ClientFlag, string][]).map(([flag, meaning]) => {
    const byDefault = defaults[flag];
    const ending = byDefault === undefined ? "" : ` ${defaultIs(byDefault)}`;
    return `  --${flag.padEnd(8)} ${meaning}${ending}`;
  });
  return [usage, purpose, "", ...rows, "", footer];
}
