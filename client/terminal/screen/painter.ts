/**
 * What is to be written to a terminal so that it shows what it should: the log in the terminal's own scrollback, and
 * under it the rows that change, the foot. It remembers what it wrote, and how a terminal breaks that anew when its
 * window changes; it must not know what any of it means.
 *
 * Only what is surely on the screen is ever written over: a row that may have been scrolled out stays as it was.
 *
 * Escape sequences are those of ECMA-48 and xterm's ctlseqs: CSI A, B, C (up, down, right), H (home), J (erase), `?7`
 * (wrap at the edge), `?25` (cursor), `?2026` (synchronized output).
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

/** Rows of the log that belong together. */
export interface RowBlock {
  /** Knows it again; without one, it stays as it is. */
  readonly key: number | undefined;
  /** Stands at {@linkcode TerminalStyle.markColumn} of the first row, and may become another of the same width. */
  readonly mark: Span | undefined;
  readonly rows: readonly ScreenRow[];
}

/** The rows that change, and the cursor in them. */
export interface Foot {
  readonly rows: readonly ScreenRow[];
  /** The row with the cursor, from 0. */
  readonly row: number;
  /** What stands before the cursor in its row. */
  readonly before: ScreenRow;
}

/** What is to be seen. */
export interface Picture {
  readonly size: Size;
  /** What the log has more than it had. */
  readonly added: readonly RowBlock[];
  /** Marks that may have become others, each under its block's key. */
  readonly marks: ReadonlyMap<number, Span>;
  readonly foot: Foot;
}

/**
 * What becomes of rows that a window has become too narrow for: `all` go on in the next row in most terminals; xterm.js
 * leaves the cursor's as it is; xterm itself, and a console without windows, have never heard of it.
 */
export type Reflow = "all" | "all_but_the_cursors" | "none";

/** How a terminal takes it. */
export interface TerminalStyle {
  readonly coloured: boolean;
  readonly reflow: Reflow;
  /**
   * Whether a row that is too long is cut at the edge, so that a character of another width than was thought moves
   * nothing; not where a window may be narrower than it tells: then it has to be broken, as those before it were.
   */
  readonly cuts: boolean;
  readonly markColumn: number;
}

/** What has been written. */
export interface Painted {
  /** The last rows of the log, oldest first. */
  readonly tail: readonly PaintedRow[];
  readonly foot: Foot;
}

interface PaintedRow {
  readonly row: ScreenRow;
  /** Of the block that begins here. */
  readonly key: number | undefined;
  readonly mark: Span | undefined;
}

/** What there is after painting, and what to write to get there. */
export interface Painting {
  readonly painted: Painted;
  readonly output: string;
}

/** Rows of the log that are remembered: more than a high window has. */
const MAX_TAIL = 500;

/** The whole painting appears at once. */
const BEGIN = "\x1b[?2026h\x1b[?25l";
const END = "\x1b[?25h\x1b[?2026l";

/** While one paints, a row ends at the edge. */
const CUT = "\x1b[?7l";
const WRAP = "\x1b[?7h";

/** From the beginning of the cursor's row on; but its first column by a space, for tmux takes all for a cleared window. */
const ERASE = "\r \x1b[J\r";

/** Nothing has been written; the cursor stands at the beginning of a row. */
export const nothingPainted: Painted = { tail: [], foot: { rows: [[]], row: 0, before: [] } };

/** Paints what has changed; where nothing has, there is nothing to write. */
export function paint(painted: Painted, picture: Picture, style: TerminalStyle): Painting {
  const { size, added, foot } = picture;
  const ink = (row: ScreenRow) => toAnsi(row, style.coloured);
  const remarked = remark(painted, picture, style);
  const isNew = added.length > 0 || draw(painted.foot, ink) !== draw(foot, ink);
  if (!isNew && remarked.output === "") return { painted, output: "" };

  const above = heightAbove(painted.foot, size, style);
  const log = added.flatMap(({ rows }) => rows).map((row) => `${ink(row)}\r\n`).join("");
  return {
    painted: { tail: [...remarked.tail, ...added.flatMap(remember)].slice(-MAX_TAIL), foot },
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

/** Takes the foot away, for good: what follows is written where it stood. */
export function takeDown(painted: Painted, size: Size, style: TerminalStyle): Painting {
  return {
    painted: nothingPainted,
    output: `${up(heightAbove(painted.foot, size, style))}${ERASE}`,
  };
}

/** Empties the window; what stood there goes into the scrollback, without the foot, or is gone with all of that. */
export function wipe(
  painted: Painted,
  size: Size,
  style: TerminalStyle,
  alsoScrollback: boolean,
): Painting {
  const { output } = takeDown(painted, size, style);
  return {
    painted: nothingPainted,
    output: `${output}\x1b[H\x1b[2J${alsoScrollback ? "\x1b[3J" : ""}`,
  };
}

/** The marks that have become others, where they are surely to be seen; from the foot's first row and back to it. */
function remark(
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

function remember({ key, mark, rows }: RowBlock): readonly PaintedRow[] {
  return rows.map((row, i) =>
    i === 0 ? { row, key, mark } : { row, key: undefined, mark: undefined }
  );
}

/** From the beginning of its first row; the cursor ends where it is to stand. */
function draw({ rows, row, before }: Foot, ink: (row: ScreenRow) => string): string {
  // Whatever width the terminal gives to a character: the cursor goes where the terminal itself puts it.
  return `${rows.map(ink).join("\r\n")}${up(rows.length - 1 - row)}\r${ink(before)}`;
}

/** Rows of the window above the cursor that belong to the foot. */
function heightAbove({ rows, row, before }: Foot, size: Size, style: TerminalStyle): number {
  const above = rows.slice(0, row).reduce((sum, row) => sum + heightOf(row, size, style), 0);
  return above + heightOfCursors(before, size, style) - 1;
}

function heightOfFoot({ rows, row }: Foot, size: Size, style: TerminalStyle): number {
  const height = (ink: ScreenRow, i: number) =>
    i === row ? heightOfCursors(ink, size, style) : heightOf(ink, size, style);
  return rows.reduce((sum, ink, i) => sum + height(ink, i), 0);
}

function heightOfCursors(row: ScreenRow, size: Size, style: TerminalStyle): number {
  return style.reflow === "all" ? heightOf(row, size, style) : 1;
}

/** Rows of the window that a row takes which was written when the window was wider. */
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
