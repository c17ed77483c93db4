/**
 * Finds grapheme boundaries (UAX 29), the only places for a cursor. It must not know what happens
 * there.
 *
 * @module
 */

import { segmentsOf } from "../../../actors/encoding/graphemes.ts";

/**
 * The boundaries in one text without carriage returns. Positions are UTF-16 indices.
 *
 * `Intl.Segmenter` is slow, so it is used only where the answer is not obvious. A key in the middle
 * of a long text must feel immediate.
 */
export class Graphemes {
  readonly #text: string;
  #segments: Intl.Segments | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** The boundary before `index`, which is a boundary itself. */
  before(index: number): number {
    if (index <= 1) return 0;
    if (this.#isPlain(index - 2) && this.#isPlain(index - 1)) return index - 1;
    return this.#around(index - 1).start;
  }

  /** The boundary after `index`, which is a boundary itself. */
  after(index: number): number {
    if (index >= this.#text.length - 1) return this.#text.length;
    if (this.#isPlain(index) && this.#isPlain(index + 1)) return index + 1;
    return this.#around(index).end;
  }

  /** `index` if it is a boundary, or else the one before it. */
  atOrBefore(index: number): number {
    return this.#nearest(index, "start");
  }

  /** `index` if it is a boundary, or else the one after it. */
  atOrAfter(index: number): number {
    return this.#nearest(index, "end");
  }

  #nearest(index: number, side: "start" | "end"): number {
    if (index <= 0) return 0;
    if (index >= this.#text.length) return this.#text.length;
    if (this.#isPlain(index - 1) && this.#isPlain(index)) return index;
    const around = this.#around(index);
    return around.start === index ? index : around[side];
  }

  #around(index: number): { start: number; end: number } {
    this.#segments ??= segmentsOf(this.#text);
    const found = this.#segments.containing(index);
    if (found === undefined) return { start: index, end: index };
    return { start: found.index, end: found.index + found.segment.length };
  }

  /** Whether the unit is a character that never combines with its neighbours. Most are. */
  #isPlain(index: number): boolean {
    const unit = this.#text.charCodeAt(index);
    return unit < 0x300 || // Latin
      (unit >= 0x370 && unit <= 0x482) || // Greek and Cyrillic
      (unit >= 0x3041 && unit <= 0x3096) || // Hiragana
      (unit >= 0x309b && unit <= 0x30ff) || // Katakana
      (unit >= 0x3400 && unit <= 0x9fff) || // Han
      (unit >= 0xac00 && unit <= 0xd7a3); // Hangul, whole syllables
  }
}
