/**
 * Where a cursor goes that moves by the word, as in a shell: over what is between words, then over one word. It must
 * not know what is done there.
 *
 * A word is a run of letters and digits. Where a script has no spaces, a word ends where the kind of character changes
 * (`食べる` is `食` and `べる`): a dictionary would know better, but nobody could tell beforehand what it will do. A run
 * of emoji is a word, for it is something that was written.
 *
 * @module
 */

import { Graphemes } from "./graphemes.ts";

/** What a word consists of, one of them throughout; what is in none is between words. */
const KINDS: readonly RegExp[] = [
  /[[\p{L}\p{M}\p{N}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]]/v,
  /\p{Script=Han}/v,
  /\p{Script=Hiragana}/v,
  /[\p{Script=Katakana}ー]/v,
  /[\p{Extended_Pictographic}\p{Regional_Indicator}]/v,
];

/** The beginning of the word that ends before `cursor`; 0 if there is none. */
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

/** The end of the word that begins after `cursor`; the text's end if there is none. */
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

/** The first code point of the character at `at`: the others only change it. */
function characterAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) ?? 0);
}
