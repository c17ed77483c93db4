/**
 * Removes from a text whatever could control a reader's terminal: control characters, escape
 * sequences, and marks that change the direction of writing. It must not know who wrote the text,
 * nor in what dialect.
 *
 * Every function here is idempotent.
 *
 * @module
 */

// These expressions exist to match control characters.
// deno-lint-ignore-file no-control-regex

/** A quick test: a text without a match is clean, apart from lone surrogates. */
const UNCLEAN = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/;

/**
 * OSC, DCS, SOS, PM and APC with their payload, ended by BEL or ST. Any other control character
 * ends the search, as it does in a terminal. Otherwise a text of many introducers would be searched
 * to its end from each of them.
 */
const STRING_SEQUENCE =
  /(?:\x1b[PX\]^_]|[\x90\x98\x9d-\x9f])[^\x07\x18\x1a\x1b\x80-\x9f]*(?:\x07|\x1b\\|\x9c)/;

/** CSI with its parameters. The final letter may be missing. */
const CONTROL_SEQUENCE = /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?/;

/** ESC with its parameters, including the introducer of a string sequence that never ends. */
const ESCAPE_SEQUENCE = /\x1b[ -/]*[0-~]?/;

/** C0 but tab and newline, DEL, C1; bidirectional embeddings, overrides and isolates. */
const CONTROL_CHARACTER = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/;

/** Whole sequences come first, then their remains one character at a time. */
const REMOVED = new RegExp(
  [STRING_SEQUENCE, CONTROL_SEQUENCE, ESCAPE_SEQUENCE, CONTROL_CHARACTER]
    .map((part) => part.source).join("|"),
  "g",
);

/**
 * Makes a text safe to show. Newline and tab stay (`\r\n` becomes `\n`), as do the characters that
 * emoji and right-to-left writing need: U+200D, variation selectors, U+200E and U+200F. Line and
 * paragraph separators become spaces, lone surrogates become U+FFFD.
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
 * @returns The text to show; the same string if it was clean.
 */
export function cleanText(text: string): string {
  const removed = UNCLEAN.test(text)
    ? text.replace(REMOVED, "").replace(/[\u2028\u2029]/g, " ")
    : text;
  // Last: removing characters may have joined the two halves of a pair.
  return removed.isWellFormed() ? removed : removed.toWellFormed();
}

/**
 * Like {@linkcode cleanText}, but for a single line: newlines become spaces.
 *
 * @param text What someone wrote.
 * @returns One line to show.
 */
export function cleanLine(text: string): string {
  const cleaned = cleanText(text);
  return cleaned.includes("\n") ? cleaned.replaceAll("\n", " ") : cleaned;
}
