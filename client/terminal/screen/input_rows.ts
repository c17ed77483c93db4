/**
 * Draws the line being typed as rows of a screen, with the cursor. It must not know keys.
 *
 * @module
 */

import { type ScreenRow, span } from "./ink.ts";
import { cells, cut, widthOf } from "./width.ts";

/** Rows, with the cursor in one of them. */
export interface InputRows {
  readonly rows: readonly ScreenRow[];
  /** The cursor's row, from 0. */
  readonly row: number;
  /** The part of that row before the cursor. */
  readonly before: ScreenRow;
}

/** Stands before the first row. */
const PROMPT = "> ";

/** Stands before the other rows. An arrow means that rows above or below are hidden. */
const MORE = { none: "  ", above: "↑ ", below: "↓ " };

/**
 * Draws the text.
 *
 * @param text The text.
 * @param cursor Its cursor, in UTF-16 units, at a grapheme boundary.
 * @param columns Columns of a row. The last one is left for the cursor.
 * @param most The most rows. Of a longer text, those around the cursor are shown.
 * @param hint Shown in an empty line.
 */
export function inputRows(
  text: string,
  cursor: number,
  columns: number,
  most: number,
  hint = "",
): InputRows {
  const room = Math.max(1, columns - PROMPT.length - 1);
  const above = wrapBefore(text.slice(0, cursor), room, most);
  const lines = wrapAfter(above.rows, text.slice(cursor), room, above.rows.length + most);
  const at = { row: above.rows.length - 1, length: above.rows.at(-1)?.length ?? 0 };
  const first = firstShown(at.row, lines.rows.length, most);
  const shown = lines.rows.slice(first, first + most);
  const row = at.row - first;
  const isBegun = first > 0 || !above.isAll;
  const isEnded = first + shown.length === lines.rows.length && lines.isAll;
  const prompts = shown.map((_, i) => {
    if (i === 0) return isBegun ? MORE.above : PROMPT;
    return i === shown.length - 1 && !isEnded ? MORE.below : MORE.none;
  });
  const prompt = (i: number) => span(prompts[i] ?? "", "dim");
  return {
    rows: text === ""
      ? [[prompt(0), span(cut(hint, room), "dim")]]
      : shown.map((line, i) => [prompt(i), span(line)]),
    row,
    before: [prompt(row), span(shown[row]?.slice(0, at.length) ?? "")],
  };
}

/** Rows of a text, and whether they are all of it. Rows far from the cursor are not computed. */
interface WrappedText {
  readonly rows: readonly string[];
  readonly isAll: boolean;
}

/** The last rows of a text: whole lines, until there are more than `most` rows. */
function wrapBefore(text: string, room: number, most: number): WrappedText {
  let rows: readonly string[] = [];
  let end = text.length;
  while (end >= 0 && rows.length <= most) {
    const begin = end === 0 ? 0 : text.lastIndexOf("\n", end - 1) + 1;
    rows = [...wrapLine("", text.slice(begin, end), room), ...rows];
    end = begin - 1;
  }
  return { rows, isAll: end < 0 };
}

/** Continues `above` with a text: whole lines, until there are more than `most` rows. */
function wrapAfter(
  above: readonly string[],
  text: string,
  room: number,
  most: number,
): WrappedText {
  const rows = [...above];
  let begin = 0;
  while (begin <= text.length && rows.length <= most) {
    const newline = text.indexOf("\n", begin);
    const end = newline === -1 ? text.length : newline;
    const line = begin === 0 ? rows.pop() ?? "" : "";
    rows.push(...wrapLine(line, text.slice(begin, end), room));
    begin = end + 1;
  }
  return { rows, isAll: begin > text.length };
}

/** Continues a line from its last row. */
function wrapLine(begun: string, text: string, room: number): readonly string[] {
  const rows: string[] = [];
  let row = begun;
  let width = widthOf(begun);
  for (const cell of cells(text)) {
    if (width + cell.width > room && width > 0) {
      rows.push(row);
      row = "";
      width = 0;
    }
    row += cell.text;
    width += cell.width;
  }
  return [...rows, row];
}

/** The first row to show, so that the cursor is visible and no row at the end stays empty. */
function firstShown(row: number, rows: number, most: number): number {
  return Math.max(0, Math.min(row - Math.floor(most / 2), rows - most));
}
