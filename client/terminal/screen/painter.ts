/**
 * Decides what to write to a terminal: the log goes into the terminal's own scrollback, and below
 * it stand the rows that change, the foot. It remembers what it wrote, and how a terminal reflows
 * that when its window changes. It must not know what the rows mean.
 *
 * It overwrites only rows that are surely on the screen. A row that may have scrolled out stays as
 * it was.
 *
 * Escape sequences are those of ECMA-48 and xterm's ctlseqs: CSI A, B, C (up, down, right), H
 * (home), J (erase), `?7` (wrap at the edge), `?25` (cursor), `?2026` (synchronized output).
 *
 * @module
 */

import { type ScreenRow, type Span, toAnsi } from "./ink.ts";
import { cells } from "./width.ts";

/** A terminal's window. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Consecutive rows of one log entry. */
export interface RowBlock {
  /** Identifies the block, so that its mark can change. Without a key it never changes. */
  readonly key: number | undefined;
  /**
   * Stands at {@linkcode TerminalStyle.markColumn} of the first row. It may be replaced by a mark
   * of the same width.
   */
  readonly mark: Span | undefined;
  readonly rows: readonly ScreenRow[];
}

/** The rows that change, and the cursor in them. */
export interface Foot {
  readonly rows: readonly ScreenRow[];
  /** The cursor's row, from 0. */
  readonly row: number;
  /** The part of that row before the cursor. */
  readonly before: ScreenRow;
}

/** What the terminal should show. */
export interface Picture {
  readonly size: Size;
  /** The new blocks of the log. */
  readonly added: readonly RowBlock[];
  /** Current marks, by the key of their blocks. */
  readonly marks: ReadonlyMap<number, Span>;
  readonly foot: Foot;
}

/**
 * How a terminal treats rows that no longer fit into a narrower window. Most wrap all of them.
 * xterm.js leaves the cursor's row alone. xterm and the Linux console wrap none.
 */
export type Reflow = "all" | "all_but_the_cursors" | "none";

/** How the terminal behaves. */
export interface TerminalStyle {
  readonly coloured: boolean;
  readonly reflow: Reflow;
  /**
   * Whether to cut long rows at the edge, so that a character of unexpected width shifts nothing.
   * Not where a window may be narrower than it says: there, new rows have to wrap like the old
   * ones.
   */
  readonly cuts: boolean;
  readonly markColumn: number;
}

/** What is on the terminal. */
export interface Painted {
  /** The last rows of the log, oldest first. */
  readonly tail: readonly PaintedRow[];
  readonly foot: Foot;
}

interface PaintedRow {
  readonly row: ScreenRow;
  /** The key and mark of the block that starts with this row. */
  readonly key: number | undefined;
  readonly mark: Span | undefined;
}

/** What is on the terminal after a painting, and the output that gets it there. */
export interface Painting {
  readonly painted: Painted;
  readonly output: string;
}

/** How many rows of the log to remember: more than a high window has. */
const MAX_TAIL = 500;

/** Synchronized output: the terminal shows everything between at once. */
const BEGIN = "\x1b[?2026h\x1b[?25l";
const END = "\x1b[?25h\x1b[?2026l";

/** While painting, rows are cut at the edge. */
const CUT = "\x1b[?7l";
const WRAP = "\x1b[?7h";

/**
 * Erases from the cursor's row to the end. It writes a space first, because tmux treats erasing
 * from the first column as clearing the window.
 */
const ERASE = "\r \x1b[J\r";

/** Nothing is painted. The cursor is at the beginning of a row. */
export const nothingPainted: Painted = { tail: [], foot: { rows: [[]], row: 0, before: [] } };

/** Paints what has changed. Without a change there is no output. */
export function paint(painted: Painted, picture: Picture, style: TerminalStyle): Painting {
  const { size, added, foot } = picture;
  const ink = (row: ScreenRow) => toAnsi(row, style.coloured);
  const remarked = updateMarks(painted, picture, style);
  const isNew = added.length > 0 || draw(painted.foot, ink) !== draw(foot, ink);
  if (!isNew && remarked.output === "") return { painted, output: "" };

  const above = heightAbove(painted.foot, size, style);
  const log = added.flatMap(({ rows }) => rows).map((row) => `${ink(row)}\r\n`).join("");
  return {
    painted: { tail: [...remarked.tail, ...added.flatMap(paintedRows)].slice(-MAX_TAIL), foot },
    output: [
      BEGIN,
      style.cuts ? CUT : "",
      up(above),
      remarked.output,
      isNew ? `${ERASE}${log}${draw(foot, ink)}` : `${down(above)}\r${ink(foot.before)}`,
      style.cuts ? WRAP : "",
      END,
    ].join(""),
  };
}

/** Removes the foot. Later output appears in its place. */
export function removeFoot(painted: Painted, size: Size, style: TerminalStyle): Painting {
  return {
    painted: nothingPainted,
    output: `${up(heightAbove(painted.foot, size, style))}${ERASE}`,
  };
}

/**
 * Clears the window. Its rows without the foot go into the scrollback, or the scrollback is cleared
 * too.
 */
export function wipe(
  painted: Painted,
  size: Size,
  style: TerminalStyle,
  alsoScrollback: boolean,
): Painting {
  const { output } = removeFoot(painted, size, style);
  return {
    painted: nothingPainted,
    output: `${output}\x1b[H\x1b[2J${alsoScrollback ? "\x1b[3J" : ""}`,
  };
}

/** Updates changed marks that are surely visible. Starts and ends at the foot's first row. */
function updateMarks(
  { tail, foot }: Painted,
  { marks, size }: Picture,
  style: TerminalStyle,
): { readonly tail: readonly PaintedRow[]; readonly output: string } {
  const changed = [...tail];
  const output: string[] = [];
  const footHeight = heightOfFoot(foot, size, style);
  let height = footHeight;
  for (let i = tail.length - 1; i >= 0; i--) {
    const painted = tail[i];
    if (painted === undefined) continue;
    height += heightOf(painted.row, size, style);
    if (height > size.rows) break;
    const mark = painted.key === undefined ? undefined : marks.get(painted.key);
    if (mark === undefined || mark === painted.mark) continue;
    const rows = height - footHeight;
    const ink = toAnsi([mark], style.coloured);
    output.push(`${up(rows)}\r\x1b[${style.markColumn}C${ink}${down(rows)}`);
    changed[i] = { ...painted, mark };
  }
  return output.length === 0 ? { tail, output: "" } : { tail: changed, output: output.join("") };
}

function paintedRows({ key, mark, rows }: RowBlock): readonly PaintedRow[] {
  return rows.map((row, i) =>
    i === 0 ? { row, key, mark } : { row, key: undefined, mark: undefined }
  );
}

/** Draws the foot from its first row, and leaves the cursor in its place. */
function draw({ rows, row, before }: Foot, ink: (row: ScreenRow) => string): string {
  // Writing the row's start again puts the cursor right, whatever width the terminal gives a
  // character.
  return `${rows.map(ink).join("\r\n")}${up(rows.length - 1 - row)}\r${ink(before)}`;
}

/** How many of the foot's rows are above the cursor in the window. */
function heightAbove({ rows, row, before }: Foot, size: Size, style: TerminalStyle): number {
  const above = rows.slice(0, row).reduce((sum, row) => sum + heightOf(row, size, style), 0);
  return above + heightOfCursorRow(before, size, style) - 1;
}

function heightOfFoot({ rows, row }: Foot, size: Size, style: TerminalStyle): number {
  const height = (ink: ScreenRow, i: number) =>
    i === row ? heightOfCursorRow(ink, size, style) : heightOf(ink, size, style);
  return rows.reduce((sum, ink, i) => sum + height(ink, i), 0);
}

function heightOfCursorRow(row: ScreenRow, size: Size, style: TerminalStyle): number {
  return style.reflow === "all" ? heightOf(row, size, style) : 1;
}

/** How many rows of the window a row takes that was written when the window was wider. */
function heightOf(row: ScreenRow, { columns }: Size, { reflow }: TerminalStyle): number {
  if (reflow === "none") return 1;
  let height = 1;
  let width = 0;
  for (const { text } of row) {
    for (const cell of cells(text)) {
      width += cell.width;
      if (width <= columns) continue;
      height++;
      width = cell.width;
    }
  }
  return height;
}

function up(rows: number): string {
  return rows > 0 ? `\x1b[${rows}A` : "";
}

function down(rows: number): string {
  return rows > 0 ? `\x1b[${rows}B` : "";
}
