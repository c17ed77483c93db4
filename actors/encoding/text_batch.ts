/**
 * Many texts in one string. A batch crosses threads as one value, at the cost of copying its
 * memory; an array of texts costs much more for each (`docs/decisions/0003-columns.md`).
 *
 * @module
 */

declare const brand: unique symbol;

/** One or more texts with {@linkcode SEPARATOR} between them. */
export type TextBatch = string & { readonly [brand]: "TextBatch" };

/** Stands between texts. Neither a cleaned text nor an id contains it. */
export const SEPARATOR = "\0";

/** Joins texts to a batch. */
export function toTextBatch(texts: readonly string[]): TextBatch {
  const [only] = texts;
  // The brand marks strings made here.
  return (texts.length === 1 && only !== undefined
    ? detached(only)
    : texts.join(SEPARATOR)) as TextBatch;
}

/**
 * Copies a text to memory of its own. V8 represents a substring as a view, which keeps the whole
 * original string alive.
 */
export function detached(text: string): string {
  return (SEPARATOR + text).slice(SEPARATOR.length);
}

/** Splits a batch into its texts. */
export function fromTextBatch(batch: TextBatch): string[] {
  return batch.split(SEPARATOR);
}
