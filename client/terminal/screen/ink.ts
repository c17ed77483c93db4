/**
 * Rows of a screen: text, and how it is to look. It must not know what stands in them.
 *
 * @module
 */

import { assertNever } from "../../../actors/encoding/assert_never.ts";
import { widthOf } from "./width.ts";

/** How a piece of text looks. */
export type Style =
  | "plain"
  /** Beside the point: times, what the system tells. */
  | "dim"
  | "strong"
  /** Something went wrong. */
  | "alert"
  /** It is as one wishes: read, connected. */
  | "well"
  /** The `n`th of {@linkcode NAME_COLOURS}. */
  | { readonly person: number };

/** Text that looks alike. */
export interface Span {
  readonly text: string;
  readonly style: Style;
}

/** One row, from left to right. */
export type ScreenRow = readonly Span[];

/**
 * Colours for people, of xterm's 256: each has a contrast of at least 3.5 to 1 (WCAG 2.2, 1.4.11 wants 3) with a black
 * background and with a white one, so that nobody has to say which theirs is. None is that of an alert, or of a mark.
 */
export const NAME_COLOURS: readonly number[] = [166, 133, 64, 62, 130, 30, 97, 168, 100];

/** Of the same contrast. */
const GREY = 244;
const RED = 161;
const BLUE = 31;

/** A piece of text. */
export function span(text: string, style: Style = "plain"): Span {
  return { text, style };
}

/** The colour of somebody's name: always the same. */
export function nameStyle(name: string): Style {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 0x10_0000;
  return { person: hash % NAME_COLOURS.length };
}

/** A row without its looks. */
export function plainText(row: ScreenRow): string {
  return row.map(({ text }) => text).join("");
}

/** Columns of a row. */
export function rowWidth(row: ScreenRow): number {
  return row.reduce((sum, { text }) => sum + widthOf(text), 0);
}

/**
 * A row as a terminal takes it (ECMA-48, SGR).
 *
 * @param coloured Otherwise only weight tells one thing from another (https://no-color.org).
 */
export function toAnsi(row: ScreenRow, coloured: boolean): string {
  return row.map(({ text, style }) => {
    const sgr = sgrOf(style, coloured);
    return sgr === "" || text === "" ? text : `\x1b[${sgr}m${text}\x1b[m`;
  }).join("");
}

function sgrOf(style: Style, coloured: boolean): string {
  if (typeof style !== "string") {
    return coloured ? `1;38;5;${NAME_COLOURS[style.person % NAME_COLOURS.length]}` : "1";
  }
  switch (style) {
    case "plain":
      return "";
    case "dim":
      return coloured ? `38;5;${GREY}` : "";
    case "strong":
      return "1";
    case "alert":
      return coloured ? `38;5;${RED}` : "1";
    case "well":
      return coloured ? `38;5;${BLUE}` : "1";
    default:
      return assertNever(style);
  }
}
