/**
 * How many lines a text has.
 *
 * @module
 */

/** Counts lines: one more than newlines. `indexOf` searches in native code. */
export function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}
