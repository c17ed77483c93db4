/**
 * The forms that a line of the plain dialect may have: `navn: tekst`, and goodbye. It knows lines of text; it must not
 * know which client sent one, nor clean what is in it.
 *
 * @module
 */

import { MAX_NAME_BYTES } from "./limits.ts";
import { parseLabel, parseName, shortName } from "./names.ts";

const GOODBYE = "avslutt";

/** What stands between name and text. The space tells it from a time (`12:30`) or an address (`http://…`). */
const SEPARATOR = ": ";

/**
 * Tells whether a line is a goodbye: `avslutt` or `navn: avslutt`, trimmed and in any case, and nothing else.
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
 * @returns Whether its client wants to leave.
 */
export function isGoodbye(line: string): boolean {
  const trimmed = line.trim();
  if (trimmed.slice(-GOODBYE.length).toLowerCase() !== GOODBYE) return false;
  if (trimmed.length === GOODBYE.length) return true;
  const parts = split(trimmed);
  // Nobody is called `Server` here, but a seed client may call itself so, and must get out too.
  return parts !== undefined && parts.text.trim().length === GOODBYE.length &&
    parseLabel(parts.before) !== undefined;
}

/**
 * Takes `navn: tekst` apart, the form in which the seed's clients send all they say.
 *
 * @param line A line from a plain client.
 * @returns The tidied name and the text, which may be empty; or `undefined` where no name that a person may have stands
 * in front.
 */
export function splitNameAndText(line: string): { name: string; text: string } | undefined {
  const parts = split(line);
  if (parts === undefined) return undefined;
  const name = parseName(parts.before);
  return name === undefined ? undefined : { name, text: parts.text };
}

/**
 * Writes a text for a plain client: each of its lines as `navn: linje`, the further ones with a name that is not long.
 *
 * @param name Who wrote it.
 * @param text What was written, cleaned.
 * @returns The lines, without line endings.
 */
export function formatText(name: string, text: string): string[] {
  const [first = "", ...further] = text.split("\n");
  if (further.length === 0) return [name + SEPARATOR + first];
  const again = shortName(name) + SEPARATOR;
  return [name + SEPARATOR + first, ...further.map((line) => again + line)];
}

function split(line: string): { before: string; text: string } | undefined {
  const at = line.indexOf(SEPARATOR);
  // Before anything is made of it: what is longer than any name is none.
  if (at === -1 || at > MAX_NAME_BYTES) return undefined;
  return { before: line.slice(0, at), text: line.slice(at + SEPARATOR.length) };
}
