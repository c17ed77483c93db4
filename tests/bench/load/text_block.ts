/**
 * Numbered texts as bytes that are ready to send. Only the numbers change from one send to the
 * next, so that the load takes little processor time. A receiver finds the number after
 * {@linkcode MARK}.
 *
 * @module
 */

/** `#`: precedes the number in each text. Servers send it nowhere else. */
export const MARK = 0x23;

/** Digits of a number: always the same count, so that new digits overwrite the old ones. */
export const DIGITS = 8;

/** Bytes of the shortest text: the mark, the number, and one character that is not a digit. */
export const SHORTEST = 1 + DIGITS + 1;

/** Letters of one byte and of two. */
const FILLER = " blåbærsyltetøy på øya";

/** Bytes of a large write: as much as a server reads at once. */
const LARGE_WRITE = 65_536;

const ZERO = 0x30;
const encoder = new TextEncoder();

/** How a client speaks. */
export type Dialect = "framed" | "plain";

/** Many texts in one write. */
export class TextBlock {
  readonly count: number;
  readonly #bytes: Uint8Array;
  /** Offsets of the first digit of each number. */
  readonly #digitsAt: readonly number[];

  /**
   * @param textBytes UTF-8 bytes of one text, at least {@linkcode SHORTEST}.
   * @param count How many texts; by default as many as make a large write.
   */
  constructor(dialect: Dialect, textBytes: number, count?: number) {
    const one = encoder.encode(write(dialect, numberless(textBytes)));
    this.count = count ?? Math.max(1, Math.floor(LARGE_WRITE / one.length));
    this.#bytes = new Uint8Array(one.length * this.count);
    const offsets = numberOffsets(one);
    this.#digitsAt = Array.from({ length: this.count }, (_, i) => i * one.length)
      .flatMap((start) => offsets.map((offset) => start + offset));
    for (let i = 0; i < this.count; i++) this.#bytes.set(one, i * one.length);
  }

  /**
   * The bytes, with numbers from `first` on. The next call overwrites them.
   *
   * @param first At most 8 digits.
   */
  numbered(first: number): Uint8Array {
    const perText = this.#digitsAt.length / this.count;
    for (const [i, place] of this.#digitsAt.entries()) {
      let rest = first + Math.floor(i / perText);
      for (let at = place + DIGITS - 1; at >= place; at--) {
        this.#bytes[at] = ZERO + rest % 10;
        rest = Math.floor(rest / 10);
      }
    }
    return this.#bytes;
  }
}

/** The number at an offset. */
export function numberAt(bytes: Uint8Array, place: number): number {
  let number = 0;
  for (let at = place; at < place + DIGITS; at++) number = number * 10 + (bytes[at] ?? 0) - ZERO;
  return number;
}

/** A text of `bytes` bytes, with zeros for its number. */
function numberless(bytes: number): string {
  let text = "#" + "0".repeat(DIGITS);
  let left = bytes - text.length;
  for (let i = 0; left > 0; i = (i + 1) % FILLER.length) {
    const character = FILLER.charAt(i);
    const size = encoder.encode(character).length;
    // The server trims a blank at the end, so the last character is not a blank.
    const fitting = size > left || (left === 1 && character === " ") ? "." : character;
    text += fitting;
    left -= fitting === character ? size : 1;
  }
  return text;
}

function write(dialect: Dialect, text: string): string {
  if (dialect === "plain") return `ola: ${text}\n`;
  return `{"type":"say","id":"${"0".repeat(DIGITS)}","text":"${text}"}\n`;
}

/** Offsets of a text's number. In a frame it is the id too. */
function numberOffsets(one: Uint8Array): readonly number[] {
  const mark = one.indexOf(MARK) + 1;
  const id = new TextDecoder().decode(one).indexOf(`"id":"`);
  return id < 0 ? [mark] : [id + `"id":"`.length, mark];
}
