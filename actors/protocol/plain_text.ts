/**
 * The forms of a line in the plain dialect: `navn: tekst`, and the goodbye. It must not know which
 * client sent a line, and does not clean it.
 *
 * @module
 */

import { MAX_NAME_BYTES } from "./limits.ts";
import { parseLabel, parseName, shortName } from "./names.ts";

const GOODBYE = "avslutt";

/** Stands between name and text. The space distinguishes it from a time (`12:30`) or a URL. */
const SEPARATOR = ": ";

/**
 * Tells whether a line is a goodbye: `avslutt` or `navn: avslutt`, trimmed, in upper or lower case,
 * and nothing else.
 *
 * @example Usage
 * ```ts
 * import { assert, assertFalse } from "@std/assert";
 * import { isGoodbye } from "./plain_text.ts";
 *
 * assert(isGoodbye("ola: Avslutt"));
 * assertFalse(isGoodbye("ola: jeg sa: avslutt"));
 * ```
 *
 * @param line A line from a plain client.
 * @returns Whether the client wants to leave.
 */
export function isGoodbye(line: string): boolean {
  const trimmed = line.trim();
  if (trimmed.slice(-GOODBYE.length).toLowerCase() !== GOODBYE) return false;
  if (trimmed.length === GOODBYE.length) return true;
  const parts = split(trimmed);
  // A seed client may call itself `Server`, and must be able to leave too.
  return parts !== undefined && parts.text.trim().length === GOODBYE.length &&
    parseLabel(parts.before) !== undefined;
}

/**
 * Splits `navn: tekst`, the form in which the seed's clients send every text.
 *
 * @param line A line from a plain client.
 * @returns The tidied name and the text, which may be empty; `undefined` if the line does not begin
 * with a valid person's name.
 */
export function splitNameAndText(line: string): { name: string; text: string } | undefined {
  const parts = split(line);
  if (parts === undefined) return undefined;
  const name = parseName(parts.before);
  return name === undefined ? undefined : { name, text: parts.text };
}

/**
 * Formats a text for a plain client: each line as `navn: linje`. From the second line on, a long
 * name is cut.
 *
 * @param name The sender.
 * @param text The cleaned text.
 * @returns The lines, without line endings.
 */
export function formatPlainLines(name: string, text: string): string[] {
  const [first = "", ...further] = text.split("\n");
  if (further.length === 0) return [name + SEPARATOR + first];
  const again = shortName(name) + SEPARATOR;
  return [name + SEPARATOR + first, ...further.map((line) => again + line)];
}

function split(line: string): { before: string; text: string } | undefined {
  const at = line.indexOf(SEPARATOR);
  // Checked before any parsing: a longer one cannot be a name.
  if (at === -1 || at > MAX_NAME_BYTES) return undefined;
  return { before: line.slice(0, at), text: line.slice(at + SEPARATOR.length) };
}
