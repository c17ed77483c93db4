/**
 * The text that is being typed as rows of a screen, whole, and where the cursor stands in it. It must not know keys.
 *
 * @module
 */

import { type Row, span } from "./ink.ts";
import { cells, cut, widthOf } from "./width.ts";

/** Rows with the cursor in one of them. */
export interface InputRows {
  readonly rows: readonly Row[];
  /** The row with the cursor, from 0. */
  readonly row: number;
  /** What stands before the cursor in its row. */
  readonly before: Row;
}

/** Before the first row. */
const PROMPT = "> ";

/** Before the others; where rows above or below are not shown, an arrow says so. */
const MORE = { none: "  ", above: "↑ ", below: "↓ " };

/**
 * Draws the text.
 *
 * @param text What is being typed.
 * @param cursor Where, in UTF-16 units: between two characters.
 * @param columns Columns of a row; the last is left to the cursor.
 * @param most Rows at most: of a longer text those around the cursor are shown.
 * @param hint Stands in an empty line.
 */
export function inputRows(
  text: string,
  cursor: number,
  columns: number,
  most: number,
  hint = "",
): InputRows {
  const room = Math.max(1, columns - PROMPT.length - 1);
  const above = lay([""], text.slice(0, cursor), room);
  const lines = lay(above, text.slice(cursor), room);
  const at = { row: above.length - 1, length: above.at(-1)?.length ?? 0 };
  const first = firstShown(at.row, lines.length, most);
  const shown = lines.slice(first, first + most);
  const row = at.row - first;
  const prompts = shown.map((_, i) => {
    if (first + i === 0) return PROMPT;
    if (i === 0) return MORE.above;
    return i === shown.length - 1 && first + i < lines.length - 1 ? MORE.below : MORE.none;
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

/** Goes on with `text` where `lines` end. */
function lay(lines: readonly string[], text: string, room: number): readonly string[] {
  const laid = [...lines];
  let line = laid.pop() ?? "";
  let width = widthOf(line);
  text.split("\n").forEach((part, i) => {
    if (i > 0) {
      laid.push(line);
      line = "";
      width = 0;
    }
    for (const cell of cells(part)) {
      if (width + cell.width > room && width > 0) {
        laid.push(line);
        line = "";
        width = 0;
      }
      line += cell.text;
      width += cell.width;
    }
  });
  return [...laid, line];
}

/** The window that has the cursor in it, as far down as its text goes. */
function firstShown(row: number, rows: number, most: number): number {
  return Math.max(0, Math.min(row - Math.floor(most / 2), rows - most));
}
