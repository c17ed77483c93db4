/**
 * Takes out of a text what could act on a reader's terminal rather than be read: control characters, escape
 * sequences, and what turns the direction of writing around. It knows characters; it must not know who wrote them,
 * nor in what dialect.
 *
 * Everything here is idempotent: what it gives, it would leave as it is.
 *
 * @module
 */

// Control characters are what these are about.
// deno-lint-ignore-file no-control-regex

/** One quick look tells that there is nothing to do, but for lone surrogates. */
const UNCLEAN = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/;

/**
 * OSC, DCS, SOS, PM and APC with their payload, where BEL or ST ends them. Any other control character ends the search
 * (a terminal gives up there too): without that, introducer after introducer would each be sought an end for, to the
 * end of the text.
 */
const STRING_SEQUENCE =
  /(?:\x1b[PX\]^_]|[\x90\x98\x9d-\x9f])[^\x07\x18\x1a\x1b\x80-\x9f]*(?:\x07|\x1b\\|\x9c)/;

/** CSI with its parameters, also where the letter that ends it is missing. */
const CONTROL_SEQUENCE = /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?/;

/** ESC and what belongs to it; among them the introducer of a string sequence that is never ended. */
const ESCAPE_SEQUENCE = /\x1b[ -/]*[0-~]?/;

/** C0 but tab and newline, DEL, C1; bidirectional embeddings, overrides and isolates. */
const CONTROL_CHARACTER = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/;

/** In this order: what is whole goes whole, and what is left of it goes by the character. */
const REMOVED = new RegExp(
  [STRING_SEQUENCE, CONTROL_SEQUENCE, ESCAPE_SEQUENCE, CONTROL_CHARACTER]
    .map((part) => part.source).join("|"),
  "g",
);

/**
 * Makes a text safe to show. Newline and tab stay (`\r\n` becomes `\n`), and so does what emoji and right-to-left
 * writing need: U+200D, variation selectors, U+200E and U+200F. Line and paragraph separators become spaces, lone
 * surrogates U+FFFD.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { cleanText } from "./sanitize.ts";
 *
 * assertEquals(cleanText("\x1b[31mhei\x1b[0m\r\nhallo\x07"), "hei\nhallo");
 * ```
 *
 * @param text What someone wrote.
 * @returns The text to show; the same string where it was clean.
 */
export function cleanText(text: string): string {
  const removed = UNCLEAN.test(text)
    ? text.replace(REMOVED, "").replace(/[\u2028\u2029]/g, " ")
    : text;
  // Last, for the halves of a pair may have found each other.
  return removed.isWellFormed() ? removed : removed.toWellFormed();
}

/**
 * As {@linkcode cleanText}, for what must stay on one line: newlines become spaces.
 *
 * @param text What someone wrote.
 * @returns One line to show.
 */
export function cleanLine(text: string): string {
  const cleaned = cleanText(text);
  return cleaned.includes("\n") ? cleaned.replaceAll("\n", " ") : cleaned;
}
