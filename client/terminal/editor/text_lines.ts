/**
 * Where a cursor goes in a text of several lines. A line is what is between newlines, however wide; it must not know
 * how a window wraps it.
 *
 * @module
 */

import { Graphemes } from "./graphemes.ts";

/** Where the line that `cursor` is in begins. */
export function lineStart(text: string, cursor: number): number {
  return cursor === 0 ? 0 : text.lastIndexOf("\n", cursor - 1) + 1;
}

/** Where the line that `cursor` is in ends: before its newline. */
export function lineEnd(text: string, cursor: number): number {
  const newline = text.indexOf("\n", cursor);
  return newline === -1 ? text.length : newline;
}

/** How many characters, as a person counts them, are before `cursor` in its line. */
export function columnOf(text: string, cursor: number): number {
  const line = text.slice(lineStart(text, cursor), cursor);
  const graphemes = new Graphemes(line);
  let column = 0;
  for (let at = 0; at < line.length; at = graphemes.after(at)) column++;
  return column;
}

/** The position in the line that begins at `start` which has `column` characters before it; its end if it is shorter. */
export function atColumn(text: string, start: number, column: number): number {
  const line = text.slice(start, lineEnd(text, start));
  const graphemes = new Graphemes(line);
  let at = 0;
  for (let before = 0; before < column && at < line.length; before++) at = graphemes.after(at);
  return start + at;
}
