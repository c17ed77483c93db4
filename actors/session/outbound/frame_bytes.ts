/**
 * Frames put together as bytes, from texts that lie side by side in columns: thousands at a time without a string for each, which
 * takes a third of the time and leaves nothing to collect (`docs/decisions/0016-frames-as-bytes.md`). It knows JSON and UTF-8; it
 * must not know which frames there are.
 *
 * @module
 */

import { SEPARATOR, type TextBatch } from "../../encoding/text_batch.ts";

/** The most bytes in JSON of one byte of a text: no column holds control characters but tab and newline. */
const MAX_ESCAPE = 2;

/** Bytes of memory that are kept for the next frames: several large reads' worth. What is rarely more is let go. */
const MAX_KEPT = 1_048_576;

/** Bytes that are copied one by one in less time than by a call. */
const SHORT = 16;

const BILLION = 1_000_000_000;
const BILLION_DIGITS = 9;

/** The most digits of a number that counts. */
const MAX_DIGITS = 16;

const [NUL, QUOTE, BACKSLASH, SPACE, ZERO] = [SEPARATOR, '"', "\\", " ", "0"].map((character) =>
  character.charCodeAt(0)
) as [number, number, number, number, number];

/** What stands behind the backslash, by the byte that is escaped. */
const ESCAPES = new Uint8Array(BACKSLASH + 1);
for (const text of ["\t", "\n", '"', "\\"]) {
  ESCAPES[text.charCodeAt(0)] = JSON.stringify(text).charCodeAt(2);
}

const encoder = new TextEncoder();

/** A column as UTF-8, whose texts are taken one after the other. */
export class TextSource {
  readonly bytes: Uint8Array;
  /** Where the next text begins; behind the end once there is none. */
  at = 0;

  constructor(column: TextBatch) {
    this.bytes = encoder.encode(column);
  }

  /** Whether there is another text. */
  get hasNext(): boolean {
    return this.at <= this.bytes.length;
  }

  /** How many texts there are. */
  get count(): number {
    const { bytes } = this;
    let count = 1;
    for (let at = 0; at < bytes.length; at++) if (bytes[at] === NUL) count++;
    return count;
  }
}

/** Frames that are being written. What they are written to is used again for the next: it is memory, and tells nothing. */
export class FrameBytes {
  #bytes = new Uint8Array();
  #at = 0;

  /**
   * Begins anew.
   *
   * @param frames How many frames there will be.
   * @param fixed Bytes of each that do not depend on the texts nor on its one number.
   * @param sources The texts that will stand in them.
   */
  begin(frames: number, fixed: number, ...sources: readonly TextSource[]): void {
    const texts = sources.reduce((sum, { bytes }) => sum + bytes.length, 0);
    const most = frames * (fixed + MAX_DIGITS) + texts * MAX_ESCAPE;
    if (most > this.#bytes.length) this.#bytes = new Uint8Array(most);
    this.#at = 0;
  }

  /** Writes these bytes. */
  put(bytes: Uint8Array): void {
    const [to, at] = [this.#bytes, this.#at];
    if (bytes.length > SHORT) to.set(bytes, at);
    // There is one: it is within the bounds.
    else for (let i = 0; i < bytes.length; i++) to[at + i] = bytes[i] as number;
    this.#at = at + bytes.length;
  }

  /** Writes a whole number, at least 0. */
  number(value: number): void {
    if (value < BILLION) return this.#digits(value, 1);
    const billions = Math.floor(value / BILLION);
    this.number(billions);
    this.#digits(value - billions * BILLION, BILLION_DIGITS);
  }

  /** Writes the next text of a source as it stands in JSON, without the quotes around it. */
  text(source: TextSource): void {
    const { bytes: from } = source;
    const to = this.#bytes;
    let at = this.#at;
    let i = source.at;
    for (; i < from.length; i++) {
      // There is one: it is within the bounds.
      const byte = from[i] as number;
      if (byte >= SPACE && byte !== QUOTE && byte !== BACKSLASH) {
        to[at++] = byte;
        continue;
      }
      if (byte === NUL) break;
      to[at++] = BACKSLASH;
      // There is one for each byte of a column that must not stand alone.
      to[at++] = ESCAPES[byte] as number;
    }
    source.at = i + 1;
    this.#at = at;
  }

  /** Writes a number below a billion with so many digits at least: what fits into 32 bits is divided in a fifth of the time. */
  #digits(value: number, least: number): void {
    let digits = 1;
    for (let rest = value; rest >= 10; rest = (rest / 10) | 0) digits++;
    const end = this.#at + Math.max(digits, least);
    for (let at = end - 1, rest = value; at >= this.#at; at--) {
      const next = (rest / 10) | 0;
      this.#bytes[at] = ZERO + rest - next * 10;
      rest = next;
    }
    this.#at = end;
  }

  /** What was written, as a copy. */
  taken(): Uint8Array {
    const taken = this.#bytes.slice(0, this.#at);
    if (this.#bytes.length > MAX_KEPT) this.#bytes = new Uint8Array();
    return taken;
  }
}
