/**
 * Numbers, texts and byte arrays as bytes and back, one behind the other. Short texts, which are most, are written and read by
 * the character: to call the system's coder takes longer, where it was not called just before. It must not know what they belong to.
 *
 * @module
 */

import { BytePool } from "../../encoding/byte_pool.ts";

/** UTF-16 units up to which a text is written by the character, and bytes up to which an array is copied by the byte. */
const SHORT = 128;

/** How a text is written, in front of it: a byte for each character, two, or as UTF-8. */
const [LATIN1, UNITS, UTF8] = [0, 1, 2] as const;

/** Bytes of a number that does not count. */
const NUMBER_BYTES = 8;

const encoder = new TextEncoder();
// It is UTF-8 by the code in front of it, and a byte order mark is a character like others.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Numbers as they are in memory, for the moment in which they are written or read. */
const numbers = new Float64Array(1);
const numberBytes = new Uint8Array(numbers.buffer);

/** Writes to the same memory again and again. What it writes beyond its end is lost, and {@linkcode ByteWriter.overflows} tells so. */
export class ByteWriter {
  readonly #bytes: Uint8Array;
  #at = 0;

  /** @param capacity Bytes at most. */
  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
  }

  /** Bytes that it holds. */
  get capacity(): number {
    return this.#bytes.length;
  }

  /** Whether more was written than it holds. */
  get overflows(): boolean {
    return this.#at > this.#bytes.length;
  }

  /** Begins from the front. */
  begin(): void {
    this.#at = 0;
  }

  /** What was written since; good until it begins again. */
  taken(): Uint8Array {
    return this.#bytes.subarray(0, this.#at);
  }

  /** Writes a byte. All of these return `true`: what overflows is told at the end. */
  byte(byte: number): true {
    this.#bytes[this.#at++] = byte;
    return true;
  }

  /** Writes a whole number of at most 32 bits: seven of them in a byte, and one that tells whether there are more. */
  count(count: number): true {
    for (; count > 0x7f; count >>>= 7) this.byte(count & 0x7f | 0x80);
    return this.byte(count);
  }

  /** Writes any number. */
  number(number: number): true {
    numbers[0] = number;
    return this.bytes(numberBytes);
  }

  /** Writes bytes; how many there are is not told with them. */
  bytes(bytes: Uint8Array): true {
    if (this.#at + bytes.length <= this.#bytes.length) this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
    return true;
  }

  /** Writes a text, whatever is in it. */
  text(text: string): true {
    if (text.length <= SHORT) return this.#latin1(text) || this.#units(text);
    return text.isWellFormed() ? this.#utf8(text) : this.#units(text);
  }

  /** Whether it could: nothing is written if not. */
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
    const most = text.length * 3;
    this.byte(UTF8);
    // Its length is known only behind it, so it takes as much room as the longest could.
    const place = this.#at;
    this.#at += 4;
    if (this.#at + most > this.#bytes.length) {
      this.#at += most;
      return true;
    }
    const { written } = encoder.encodeInto(text, this.#bytes.subarray(this.#at));
    for (let i = 0; i < 4; i++) this.#bytes[place + i] = written >> 8 * i;
    this.#at += written;
    return true;
  }
}

/** Reads what a {@linkcode ByteWriter} has written. */
export class ByteReader {
  #bytes: Uint8Array = new Uint8Array();
  #at = 0;
  readonly #slab = new BytePool();

  /** Begins to read these. */
  begin(bytes: Uint8Array): void {
    this.#bytes = bytes;
    this.#at = 0;
  }

  /** Reads a byte. */
  byte(): number {
    // There is one: it reads what was written.
    return this.#bytes[this.#at++] as number;
  }

  /** Reads a whole number. */
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

  /** Reads so many bytes, as a copy. */
  bytes(length: number): Uint8Array {
    const start = this.#at;
    this.#at += length;
    const copy = this.#slab.cut(length);
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

  /** Eight characters at a time: a text put together from single ones is a chain of as many pieces. */
  #latin1(length: number): string {
    const bytes = this.#bytes;
    const end = this.#at + length;
    let text = "";
    let at = this.#at;
    for (; at + 8 <= end; at += 8) {
      // There are: it reads what was written.
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
