/**
 * Breaks text into rows, between words where there are any, and never within what a person sees as one character. It
 * must not know what the text is.
 *
 * @module
 */

import { rowWidth, type ScreenRow, type Span, type Style } from "./ink.ts";
import { cells, isWide, type TextCell } from "./width.ts";

/**
 * Where the rows of a text begin. A row that goes on within a word begins at the edge: a long link would else have
 * spaces in it where it is copied.
 */
export interface Indent {
  /** What stands before the first row. */
  readonly first: ScreenRow;
  /** Columns that are left empty before the others. */
  readonly others: number;
}

interface StyledCell extends TextCell {
  readonly style: Style;
}

/**
 * Breaks a text.
 *
 * @param text What to break; a newline ends a row.
 * @param columns Columns of a row; where not even one character fits, it stands there all the same.
 * @param indent What comes before the text, and counts too.
 * @returns At least one row, the first with what comes before it.
 */
export function wrap(text: ScreenRow, columns: number, indent: Indent): readonly ScreenRow[] {
  const rows: ScreenRow[] = [];
  const blank: ScreenRow = indent.others === 0
    ? []
    : [{ text: " ".repeat(indent.others), style: "plain" }];
  let before: ScreenRow = indent.first;
  let room = columns - rowWidth(indent.first);
  for (const line of lines(text)) {
    let begin = 0;
    do {
      const rest = line.slice(begin);
      const { shown, next } = fitting(rest, room, columns - indent.others);
      rows.push([...before, ...join(rest.slice(0, shown))]);
      begin += next;
      const isWithinWord = next > 0 && begin < line.length && !mayBreakBefore(line, begin);
      before = isWithinWord ? [] : blank;
      room = columns - (isWithinWord ? 0 : indent.others);
    } while (begin < line.length);
  }
  return rows;
}

/**
 * How many cells go into a row, and where the next one begins: spaces at the break are in neither.
 *
 * @param room Columns of this row.
 * @param roomBelow Columns of the next.
 */
function fitting(
  line: readonly StyledCell[],
  room: number,
  roomBelow: number,
): { readonly shown: number; readonly next: number } {
  let width = 0;
  let fits = 0;
  for (const cell of line) {
    width += cell.width;
    if (width > room) break;
    fits++;
  }
  if (fits === line.length) return { shown: fits, next: fits };

  let end = fits;
  while (end > 0 && !mayBreakBefore(line, end)) end--;
  if (end === 0) {
    if (room < roomBelow && wordWidth(line) <= roomBelow) return { shown: 0, next: 0 };
    // Where not even one character fits, it has to stand somewhere.
    end = Math.max(fits, room < roomBelow ? 0 : 1);
  }
  let shown = end;
  while (shown > 0 && isSpace(line[shown - 1])) shown--;
  let next = end;
  while (next < line.length && isSpace(line[next])) next++;
  return { shown, next };
}

/** A row may end after a space, before one, and beside what is written without any. */
function mayBreakBefore(line: readonly StyledCell[], index: number): boolean {
  const before = line[index - 1];
  const after = line[index];
  if (before === undefined || after === undefined) return false;
  return isSpace(before) || isSpace(after) || (isWide(before) && isWide(after));
}

/** Columns of the first word. */
function wordWidth(line: readonly StyledCell[]): number {
  const end = line.findIndex((_, i) => i > 0 && mayBreakBefore(line, i));
  return line.slice(0, end === -1 ? undefined : end).reduce((sum, { width }) => sum + width, 0);
}

function isSpace(cell: StyledCell | undefined): boolean {
  return cell?.text === " ";
}

function lines(text: ScreenRow): readonly (readonly StyledCell[])[] {
  const lines: StyledCell[][] = [[]];
  for (const { text: whole, style } of text) {
    whole.split("\n").forEach((part, i) => {
      if (i > 0) lines.push([]);
      const line = lines.at(-1);
      for (const cell of cells(part)) line?.push({ ...cell, style });
    });
  }
  return lines;
}

function join(line: readonly StyledCell[]): ScreenRow {
  const spans: Span[] = [];
  let text = "";
  let style: Style | undefined;
  for (const cell of line) {
    if (style !== undefined && cell.style !== style) {
      spans.push({ text, style });
      text = "";
    }
    text += cell.text;
    style = cell.style;
  }
  if (style !== undefined) spans.push({ text, style });
  return spans;
}
