/**
 * Moves a cursor in a text of several lines. Lines are separated by newlines. It must not know how
 * a window wraps them.
 *
 * @module
 */

import { Graphemes } from "./graphemes.ts";

/** The start of the cursor's line. */
export function lineStart(text: string, cursor: number): number {
  return cursor === 0 ? 0 : text.lastIndexOf("\n", cursor - 1) + 1;
}

/** The end of the cursor's line, before its newline. */
export function lineEnd(text: string, cursor: number): number {
  const newline = text.indexOf("\n", cursor);
  return newline === -1 ? text.length : newline;
}

/** How many graphemes are before the cursor in its line. */
export function columnOf(text: string, cursor: number): number {
  const line = text.slice(lineStart(text, cursor), cursor);
  const graphemes = new Graphemes(line);
  let column = 0;
  for (let at = 0; at < line.length; at = graphemes.after(at)) column++;
  return column;
}

/** The position after `column` graphemes in the line that begins at `start`, or the line's end. */
export function atColumn(text: string, start: number, column: number): number {
  const line = text.slice(start, lineEnd(text, start));
  const graphemes = new Graphemes(line);
  let at = 0;
  for (let before = 0; before < column && at < line.length; before++) at = graphemes.after(at);
  return start + at;
}
