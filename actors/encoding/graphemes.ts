/**
 * Characters as a person sees them: grapheme clusters (UAX 29).
 *
 * @module
 */

/**
 * Texts in which each UTF-16 unit is one character, whatever its neighbours are. Most texts match,
 * so one test replaces segmentation. The soft hyphen (U+00AD) is left out: it is not visible.
 */
const PLAIN = /^[\x20-\x7e\xa0-\xac\xae-\u02ff]*$/;

/**
 * Made when first needed: the first segmenter of a process is slow to make, and most names need
 * none.
 */
const segmenter = once(() =>
  // The language does not matter: grapheme boundaries are the same in all.
  new Intl.Segmenter("en", { granularity: "grapheme" })
);

/** Tells whether each UTF-16 unit of a text is one character, one column wide. */
export function isPlainText(text: string): boolean {
  return PLAIN.test(text);
}

/**
 * Splits a text into characters.
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

/** Returns the segments of a text, for questions about single positions. */
export function segmentsOf(text: string): Intl.Segments {
  return segmenter().segment(text);
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => made ??= make();
}
