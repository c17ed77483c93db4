/**
 * Characters as a person sees them: grapheme clusters (UAX 29). It must not know what they are counted for.
 *
 * @module
 */

/**
 * Each unit is a character of its own, whatever stands beside it: most of what is written, found by one look. Without
 * the soft hyphen, which is none.
 */
const PLAIN = /^[\x20-\x7e\xa0-\xac\xae-\u02ff]*$/;

/** The segmenter, made when it is first needed: the first one takes a process 30 ms, and most names need none. */
const segmenter = once(() =>
  // Which language does not matter: where one character ends is the same in all.
  new Intl.Segmenter("en", { granularity: "grapheme" })
);

/** Whether each UTF-16 unit of a text is a character, one column wide. */
export function isPlainText(text: string): boolean {
  return PLAIN.test(text);
}

/**
 * Takes a text apart into characters.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { characters } from "./graphemes.ts";
 *
 * assertEquals(characters("å👩‍👩‍👧"), ["å", "👩‍👩‍👧"]);
 * ```
 */
export function characters(text: string): string[] {
  if (isPlainText(text)) return text.split("");
  return Array.from(segmenter().segment(text), ({ segment }) => segment);
}

/** The segments of a text, to be asked about single places in it. */
export function segmentsOf(text: string): Intl.Segments {
  return segmenter().segment(text);
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => made ??= make();
}
