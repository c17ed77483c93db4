/**
 * Many texts in one string: what one read brought crosses from thread to thread as one value, which costs a copy of
 * its memory; an array costs more than 200 ns for each text (`docs/decisions/0003-columns.md`).
 *
 * @module
 */

declare const brand: unique symbol;

/** Texts without control characters but tab and newline, one after another; at least one. */
export type Column = string & { readonly [brand]: "Column" };

/** What no cleaned text and no id can hold. */
const SEPARATOR = "\0";

/** Puts texts into one string. */
export function toColumn(texts: readonly string[]): Column {
  // The brand says that it was made here.
  return texts.join(SEPARATOR) as Column;
}

/** The texts again. */
export function fromColumn(column: Column): string[] {
  return column.split(SEPARATOR);
}
