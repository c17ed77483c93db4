/**
 * How many columns a text takes in a terminal. It must not know what the text says.
 *
 * @module
 */

import { eastAsianWidth } from "get-east-asian-width";
import { characters, isPlainText } from "../../../actors/encoding/graphemes.ts";

/** Drawn as a picture of two columns, by default or because of a variation selector. */
const PICTURE = /\p{Emoji_Presentation}|\ufe0f/u;

/** Takes no column. */
const WITHOUT_WIDTH = /[\p{Mn}\p{Me}\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}]/u;

/**
 * A Korean vowel or final consonant, which is drawn inside the square of the syllable's first
 * consonant.
 */
const WITHIN_SYLLABLE = /[\u1160-\u11ff\ud7b0-\ud7ff]/;

/** A tab. The terminal's own tab stops make no sense in the middle of a row. */
const TAB = "    ";

/** A grapheme and its width in columns. */
export interface TextCell {
  readonly text: string;
  readonly width: number;
}

/**
 * Splits a text into graphemes. A tab becomes four spaces.
 *
 * The rules are UAX #11 (East Asian Width) for each code point that is not drawn over, under or
 * inside another one, and UTS #51 for emoji, as in most terminals. `string-width` knows more
 * exceptions, but is slow to load (docs/decisions/0011-terminal.md). Where terminals differ, as in
 * Hindi and Thai, this is the widest of them: a row that is broken too early can be read, and one
 * that is cut cannot.
 *
 * @param text Clean, and without newlines.
 */
export function cells(text: string): readonly TextCell[] {
  const shown = text.replaceAll("\t", TAB);
  const width = isPlainText(shown) ? () => 1 : clusterWidth;
  return characters(shown).map((text) => ({ text, width: width(text) }));
}

/** The width of a text in columns. */
export function widthOf(text: string): number {
  if (isPlainText(text)) return text.length;
  return cells(text).reduce((sum, { width }) => sum + width, 0);
}

/**
 * Whether a character fills two columns by itself, as in scripts that use no spaces between words.
 */
export function isWide({ text, width }: TextCell): boolean {
  return width === 2 && (PICTURE.test(text) || eastAsianWidth(text.codePointAt(0) ?? 0) === 2);
}

/** Cuts a text to a width, and ends it with `…` if something is missing. */
export function cut(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let kept = "";
  let left = columns - 1;
  for (const cell of cells(text)) {
    left -= cell.width;
    if (left < 0) break;
    kept += cell.text;
  }
  return columns < 1 ? "" : `${kept}…`;
}

function clusterWidth(cluster: string): number {
  if (PICTURE.test(cluster)) return 2;
  let width = 0;
  for (const character of cluster) {
    if (WITHOUT_WIDTH.test(character)) continue;
    if (width > 0 && WITHIN_SYLLABLE.test(character)) continue;
    width += eastAsianWidth(character.codePointAt(0) ?? 0);
  }
  return width;
}
