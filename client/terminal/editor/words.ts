/**
 * Moves a cursor by words, as in a shell: over everything between words, then over one word. It
 * must not know what happens there.
 *
 * A word is a run of letters and digits. In a script without spaces, a word ends where the kind of
 * character changes (`食べる` is `食` and `べる`). A dictionary would find better words, but nobody could
 * predict them. A run of emoji is a word too.
 *
 * @module
 */

import { Graphemes } from "./graphemes.ts";

/** The kinds of character. A word has only one kind. All other characters are between words. */
const KINDS: readonly RegExp[] = [
  /[[\p{L}\p{M}\p{N}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]]/v,
  /\p{Script=Han}/v,
  /\p{Script=Hiragana}/v,
  /[\p{Script=Katakana}ー]/v,
  /[\p{Extended_Pictographic}\p{Regional_Indicator}]/v,
];

/** The start of the word before `cursor`, or 0. */
export function wordLeft(text: string, cursor: number): number {
  const graphemes = new Graphemes(text);
  let kind: RegExp | undefined;
  let at = cursor;
  while (at > 0) {
    const before = graphemes.before(at);
    const character = characterAt(text, before);
    if (kind !== undefined && !kind.test(character)) break;
    kind ??= kindOf(character);
    at = before;
  }
  return at;
}

/** The end of the word after `cursor`, or the end of the text. */
export function wordRight(text: string, cursor: number): number {
  const graphemes = new Graphemes(text);
  let kind: RegExp | undefined;
  let at = cursor;
  while (at < text.length) {
    const character = characterAt(text, at);
    if (kind !== undefined && !kind.test(character)) break;
    kind ??= kindOf(character);
    at = graphemes.after(at);
  }
  return at;
}

function kindOf(character: string): RegExp | undefined {
  return KINDS.find((kind) => kind.test(character));
}

/** The first code point of the grapheme at `at`. The others only modify it. */
function characterAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) ?? 0);
}
