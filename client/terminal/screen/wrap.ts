/**
 * Breaks text into rows, between words if possible, and never inside a grapheme. It must not know
 * what the text says.
 *
 * @module
 */

import { rowWidth, type ScreenRow, type Span, type Style } from "./ink.ts";
import { cells, isWide, type TextCell } from "./width.ts";

/**
 * Where the rows of a text begin. If a row continues a word, it begins at the edge, so that a
 * copied link has no spaces in it.
 */
export interface Indent {
  /** Stands before the first row. */
  readonly first: ScreenRow;
  /** Empty columns before the other rows. */
  readonly others: number;
}

interface StyledCell extends TextCell {
  readonly style: Style;
}

/**
 * Breaks a text.
 *
 * @param text The text. A newline ends a row.
 * @param columns Columns of a row. A character that does not fit at all stands alone.
 * @param indent What stands before the text. It counts towards the columns.
 * @returns At least one row.
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
 * How many cells go into a row, and where the next row begins. Spaces at the break are in neither.
 *
 * @param room Columns of this row.
 * @param roomBelow Columns of the next row.
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
    // Even a character that does not fit has to go somewhere.
    end = Math.max(fits, room < roomBelow ? 0 : 1);
  }
  let shown = end;
  while (shown > 0 && isSpace(line[shown - 1])) shown--;
  let next = end;
  while (next < line.length && isSpace(line[next])) next++;
  return { shown, next };
}

/** A row may break at a space, and between characters of a script without spaces. */
function mayBreakBefore(line: readonly StyledCell[], index: number): boolean {
  const before = line[index - 1];
  const after = line[index];
  if (before === undefined || after === undefined) return false;
  return isSpace(before) || isSpace(after) || (isWide(before) && isWide(after));
}

/** The width of the first word. */
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
