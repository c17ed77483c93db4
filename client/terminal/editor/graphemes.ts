/**
 * Where characters end as a person sees them (grapheme clusters, UAX 29): a cursor stands only there. It must not know
 * what is done there.
 *
 * @module
 */

import { segmentsOf } from "../../../actors/encoding/graphemes.ts";

/**
 * The boundaries within one text that has no carriage return. Positions are UTF-16 indices within it.
 *
 * Asking `Intl.Segmenter` costs some 30 µs for the text and half a microsecond a question, so it is asked only where
 * the answer is not plain: a key in the midst of 8 Ki of letters must not be felt.
 */
export class Graphemes {
  readonly #text: string;
  #segments: Intl.Segments | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** The boundary before `index`, which is one. */
  before(index: number): number {
    if (index <= 1) return 0;
    if (this.#isPlain(index - 2) && this.#isPlain(index - 1)) return index - 1;
    return this.#around(index - 1).start;
  }

  /** The boundary after `index`, which is one. */
  after(index: number): number {
    if (index >= this.#text.length - 1) return this.#text.length;
    if (this.#isPlain(index) && this.#isPlain(index + 1)) return index + 1;
    return this.#around(index).end;
  }

  /** `index` if it is a boundary, else the next one before it. */
  atOrBefore(index: number): number {
    return this.#nearest(index, "start");
  }

  /** `index` if it is a boundary, else the next one after it. */
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

  /** Whether it is surely one unit of those that never join each other, as most of what is written is. */
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
