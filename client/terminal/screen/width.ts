/**
 * How many columns of a terminal a text takes, by what people see as characters. It must not know what the text is.
 *
 * @module
 */

import { eastAsianWidth } from "get-east-asian-width";
import { characters, isPlainText } from "../../../actors/encoding/graphemes.ts";

/** Drawn as a picture, and so over two columns: by itself, or since a variation selector asks for it. */
const PICTURE = /\p{Emoji_Presentation}|\ufe0f/u;

/** Takes no column of its own. */
const WITHOUT_WIDTH = /[\p{Mn}\p{Me}\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}]/u;

/** A Korean vowel or a consonant that ends a syllable: it stands within the square of the one that begins it. */
const WITHIN_SYLLABLE = /[\u1160-\u11ff\ud7b0-\ud7ff]/;

/** Columns of a tab: in the middle of a row the terminal's own stops would say nothing. */
const TAB = "    ";

/** One character as a person sees it, and its columns. */
export interface TextCell {
  readonly text: string;
  readonly width: number;
}

/**
 * Takes a text apart. A tab becomes four spaces.
 *
 * The rules are those of UAX #11 (East Asian Width) for each code point that does not stand over, under or within
 * another, and of UTS #51 for emoji, as most terminals have them; `string-width` knows more exceptions, but takes 80 ms
 * to load (docs/decisions/0011). Where terminals differ, as in Hindi and Thai, this is the widest of them: a row that is
 * broken too early can be read, one that is cut cannot.
 *
 * @param text Clean, and without newlines.
 */
export function cells(text: string): readonly TextCell[] {
  const shown = text.replaceAll("\t", TAB);
  const width = isPlainText(shown) ? () => 1 : clusterWidth;
  return characters(shown).map((text) => ({ text, width: width(text) }));
}

/** Columns that a text takes. */
export function widthOf(text: string): number {
  if (isPlainText(text)) return text.length;
  return cells(text).reduce((sum, { width }) => sum + width, 0);
}

/** Whether a character fills two columns by itself, as those do that are written without spaces between words. */
export function isWide({ text, width }: TextCell): boolean {
  return width === 2 && (PICTURE.test(text) || eastAsianWidth(text.codePointAt(0) ?? 0) === 2);
}

/** Cuts a text to so many columns, with `…` where something is missing. */
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
