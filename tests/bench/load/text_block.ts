/**
 * Numbered texts, ready to be sent: a block of bytes in which only the numbers change from one sending to the next, so
 * that whoever makes the load has next to no work with it. Whoever hears them finds the number behind {@linkcode MARK}.
 *
 * @module
 */

/** `#`: stands before the number in each text, and nowhere else in what servers send. */
export const MARK = 0x23;

/** Digits of a number: always as many, so that they can be written over, and a text is as long as any other. */
export const DIGITS = 8;

/** Bytes of the shortest text: the mark, the number, and an end that is no digit. */
export const SHORTEST = 1 + DIGITS + 1;

/** What `duel.py` sends, too: letters of one byte and of two. */
const FILLER = " blåbærsyltetøy på øya";

/** Bytes of a large write: what a server reads at once. */
const LARGE_WRITE = 65_536;

const ZERO = 0x30;
const encoder = new TextEncoder();

/** How texts are sent: as a framed client does, or a plain one. */
export type Dialect = "framed" | "plain";

/** Many texts, to be sent at once. */
export class TextBlock {
  readonly count: number;
  readonly #bytes: Uint8Array;
  /** Where the digits begin that tell a text's number. */
  readonly #digitsAt: readonly number[];

  /**
   * @param textBytes UTF-8 bytes of one text, at least {@linkcode SHORTEST}.
   * @param asked How many there are; `undefined`: as many as make a large write.
   */
  constructor(dialect: Dialect, textBytes: number, asked?: number) {
    const one = encoder.encode(write(dialect, numberless(textBytes)));
    const count = asked ?? Math.max(1, Math.floor(LARGE_WRITE / one.length));
    this.count = count;
    this.#bytes = new Uint8Array(one.length * count);
    const placeholder = numberPlaces(one);
    const places: number[] = [];
    for (let i = 0; i < count; i++) {
      this.#bytes.set(one, i * one.length);
      places.push(...placeholder.map((place) => i * one.length + place));
    }
    this.#digitsAt = places;
  }

  /**
   * The bytes, with numbers from `first` on. They are the block's own: valid until it is numbered again.
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

/** The number that stands at a place. */
export function numberAt(bytes: Uint8Array, place: number): number {
  let number = 0;
  for (let at = place; at < place + DIGITS; at++) number = number * 10 + (bytes[at] ?? 0) - ZERO;
  return number;
}

/** A text of so many bytes, with zeros for its number. */
function numberless(bytes: number): string {
  let text = "#" + "0".repeat(DIGITS);
  let left = bytes - text.length;
  for (let i = 0; left > 0; i = (i + 1) % FILLER.length) {
    const character = FILLER.charAt(i);
    const size = encoder.encode(character).length;
    // The last is one that a cleaner of texts does not take for a blank end.
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

/** Where a text's number stands: in a frame also as its id. */
function numberPlaces(one: Uint8Array): readonly number[] {
  const mark = one.indexOf(MARK) + 1;
  const id = new TextDecoder().decode(one).indexOf(`"id":"`);
  return id < 0 ? [mark] : [id + `"id":"`.length, mark];
}
