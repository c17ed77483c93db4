/**
 * Many texts in one string: what one read brought crosses from thread to thread as one value, which costs a copy of
 * its memory; an array costs more than 200 ns for each text (`docs/decisions/0003-columns.md`).
 *
 * @module
 */

declare const brand: unique symbol;

/** Texts without control characters but tab and newline, one after another; at least one. */
export type TextBatch = string & { readonly [brand]: "Column" };

/** What no cleaned text and no id can hold, and stands between them. */
export const SEPARATOR = "\0";

/** Puts texts into one string. */
export function toTextBatch(texts: readonly string[]): TextBatch {
  const [only] = texts;
  // The brand says that it was made here.
  return (texts.length === 1 && only !== undefined
    ? detached(only)
    : texts.join(SEPARATOR)) as TextBatch;
}

/** The same text in memory of its own: V8 keeps what was a part of another as a view of that, and with it all of the other. */
export function detached(text: string): string {
  return (SEPARATOR + text).slice(SEPARATOR.length);
}

/** The texts again. */
export function fromTextBatch(column: TextBatch): string[] {
  return column.split(SEPARATOR);
}
