/**
 * Rows of a screen: text with a style. It must not know what the text says.
 *
 * @module
 */

import { assertNever } from "../../../actors/encoding/assert_never.ts";
import { widthOf } from "./width.ts";

/** How a piece of text looks. */
export type Style =
  | "plain"
  /** Less important: times, and what the system says. */
  | "dim"
  | "strong"
  /** Something is wrong. */
  | "alert"
  /** Something is as it should be: read, connected. */
  | "well"
  /** An index into {@linkcode NAME_COLOURS}. */
  | { readonly person: number };

/** Text in one style. */
export interface Span {
  readonly text: string;
  readonly style: Style;
}

/** One row, from left to right. */
export type ScreenRow = readonly Span[];

/**
 * Colours for names, from xterm's 256. Each has a contrast of at least 3.5 to 1 (WCAG 2.2, 1.4.11
 * asks for 3) with both black and white, so nobody has to configure their background. None is the
 * colour of an alert or a mark.
 */
export const NAME_COLOURS: readonly number[] = [166, 133, 64, 62, 130, 30, 97, 168, 100];

/** With the same contrast. */
const GREY = 244;
const RED = 161;
const BLUE = 31;

/** A piece of text. */
export function span(text: string, style: Style = "plain"): Span {
  return { text, style };
}

/** The style of a name. One name always has the same colour. */
export function nameStyle(name: string): Style {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 0x10_0000;
  return { person: hash % NAME_COLOURS.length };
}

/** A row's text without its styles. */
export function plainText(row: ScreenRow): string {
  return row.map(({ text }) => text).join("");
}

/** The width of a row in columns. */
export function rowWidth(row: ScreenRow): number {
  return row.reduce((sum, { text }) => sum + widthOf(text), 0);
}

/**
 * Writes a row with escape codes (ECMA-48, SGR).
 *
 * @param coloured Without colours, only weight makes a difference (https://no-color.org).
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
