/**
 * Numbers, texts and byte arrays as bytes and back. Most texts are short, and `TextEncoder` and
 * `TextDecoder` are slow on their first call after a pause, so loops here handle short texts. It
 * must not know what the values mean.
 *
 * @module
 */

import { BytePool } from "../../encoding/byte_pool.ts";

/** Texts up to this many UTF-16 units, and arrays up to this many bytes, are handled by a loop. */
const SHORT = 128;

/** The form of a text, written before it: one byte per character, two bytes per unit, or UTF-8. */
const [LATIN1, UNITS, UTF8] = [0, 1, 2] as const;

/** Bytes of a number that is no count. */
const NUMBER_BYTES = 8;

const encoder = new TextEncoder();
// The form byte says that this is UTF-8, and a byte order mark is a character like others.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Gives access to the bytes of a number while it is written or read. */
const numbers = new Float64Array(1);
const numberBytes = new Uint8Array(numbers.buffer);

/**
 * Writes to one block of memory, again and again. Bytes beyond its end are dropped, and {@linkcode
 * ByteWriter.overflows} says so.
 */
export class ByteWriter {
  readonly #bytes: Uint8Array;
  #at = 0;

  /** @param capacity The most bytes that it holds. */
  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
  }

  /** The most bytes that it holds. */
  get capacity(): number {
    return this.#bytes.length;
  }

  /** Whether more was written than it holds. */
  get overflows(): boolean {
    return this.#at > this.#bytes.length;
  }

  /** Starts again at the front. */
  begin(): void {
    this.#at = 0;
  }

  /** The bytes written since `begin`, valid until the next `begin`. */
  written(): Uint8Array {
    return this.#bytes.subarray(0, this.#at);
  }

  /** Writes a byte. Like all writes it returns `true`; `overflows` is checked at the end. */
  byte(byte: number): true {
    this.#bytes[this.#at++] = byte;
    return true;
  }

  /**
   * Writes an unsigned integer of at most 32 bits: seven bits in each byte, and one bit that says
   * whether more bytes follow.
   */
  count(count: number): true {
    for (; count > 0x7f; count >>>= 7) this.byte(count & 0x7f | 0x80);
    return this.byte(count);
  }

  /** Writes any number. */
  number(number: number): true {
    numbers[0] = number;
    return this.bytes(numberBytes);
  }

  /** Writes bytes without their length. */
  bytes(bytes: Uint8Array): true {
    if (this.#at + bytes.length <= this.#bytes.length) this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
    return true;
  }

  /** Writes any text. */
  text(text: string): true {
    if (text.length <= SHORT) return this.#latin1(text) || this.#units(text);
    return text.isWellFormed() ? this.#utf8(text) : this.#units(text);
  }

  /** Writes nothing and returns `false` if a character does not fit in a byte. */
  #latin1(text: string): boolean {
    const bytes = this.#bytes;
    let at = this.#at;
    bytes[at++] = LATIN1;
    bytes[at++] = text.length;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit > 0xff) return false;
      bytes[at++] = unit;
    }
    this.#at = at;
    return true;
  }

  #units(text: string): true {
    this.byte(UNITS);
    this.count(text.length);
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      this.byte(unit & 0xff);
      this.byte(unit >> 8);
    }
    return true;
  }

  #utf8(text: string): true {
    const longest = text.length * 3;
    this.byte(UTF8);
    // The length is known only afterwards, so it gets four bytes.
    const place = this.#at;
    this.#at += 4;
    if (this.#at + longest > this.#bytes.length) {
      this.#at += longest;
      return true;
    }
    const { written: length } = encoder.encodeInto(text, this.#bytes.subarray(this.#at));
    for (let i = 0; i < 4; i++) this.#bytes[place + i] = length >> 8 * i;
    this.#at += length;
    return true;
  }
}

/** Reads what a {@linkcode ByteWriter} has written. */
export class ByteReader {
  #bytes: Uint8Array = new Uint8Array();
  #at = 0;
  readonly #pool = new BytePool();

  /** Starts to read these bytes. */
  begin(bytes: Uint8Array): void {
    this.#bytes = bytes;
    this.#at = 0;
  }

  /** Reads a byte. */
  byte(): number {
    // Within the bounds: the reader reads only what the writer wrote.
    return this.#bytes[this.#at++] as number;
  }

  /** Reads an unsigned integer. */
  count(): number {
    let count = 0;
    let shift = 0;
    for (;;) {
      const byte = this.byte();
      count |= (byte & 0x7f) << shift;
      if (byte <= 0x7f) return count >>> 0;
      shift += 7;
    }
  }

  /** Reads any number. */
  number(): number {
    for (let i = 0; i < NUMBER_BYTES; i++) numberBytes[i] = this.byte();
    return numbers[0] as number;
  }

  /** Reads `length` bytes, as a copy. */
  bytes(length: number): Uint8Array {
    const start = this.#at;
    this.#at += length;
    const copy = this.#pool.cut(length);
    if (length > SHORT) copy.set(this.#bytes.subarray(start, this.#at));
    else for (let i = 0; i < length; i++) copy[i] = this.#bytes[start + i] as number;
    return copy;
  }

  /** Reads a text. */
  text(): string {
    switch (this.byte()) {
      case LATIN1:
        return this.#latin1(this.byte());
      case UNITS:
        return this.#units(this.count());
      default:
        return this.#utf8();
    }
  }

  /**
   * Eight characters at a time: V8 represents a text made of single characters as a chain of
   * pieces.
   */
  #latin1(length: number): string {
    const bytes = this.#bytes;
    const end = this.#at + length;
    let text = "";
    let at = this.#at;
    for (; at + 8 <= end; at += 8) {
      // Within the bounds: the reader reads only what the writer wrote.
      const [a, b] = [bytes[at] as number, bytes[at + 1] as number];
      const [c, d] = [bytes[at + 2] as number, bytes[at + 3] as number];
      const [e, f] = [bytes[at + 4] as number, bytes[at + 5] as number];
      const [g, h] = [bytes[at + 6] as number, bytes[at + 7] as number];
      text += String.fromCharCode(a, b, c, d, e, f, g, h);
    }
    for (; at < end; at++) text += String.fromCharCode(bytes[at] as number);
    this.#at = end;
    return text;
  }

  #units(length: number): string {
    let text = "";
    for (let i = 0; i < length; i++) text += String.fromCharCode(this.byte() | this.byte() << 8);
    return text;
  }

  #utf8(): string {
    const length = this.byte() | this.byte() << 8 | this.byte() << 16 | this.byte() << 24;
    const start = this.#at;
    this.#at += length;
    return decoder.decode(this.#bytes.subarray(start, this.#at));
  }
}
