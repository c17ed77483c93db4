/**
 * Texts to UTF-8 and back, and how many bytes a text takes.
 *
 * Most texts of a chat are short. The system's coders are slow on their first call after a pause
 * (`docs/decisions/0018-cold-code.md`); for short texts the loops here are several times faster.
 *
 * @module
 */

import { BytePool } from "./byte_pool.ts";

/** The most bytes behind one UTF-16 unit. A surrogate pair is two units and has four bytes. */
export const MAX_BYTES_PER_UNIT = 3;

/** The longest text that is coded here, in bytes or UTF-16 units: a frame, a line. */
const SHORT = 384;

/** From this many UTF-16 units on, {@linkcode utf8Length} is faster with the system's encoder. */
const LONG = 64;

const encoder = new TextEncoder();
// Without `stream: true` no state passes from one call to the next. A byte order mark is text.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

// Each call copies its result out of these before it returns.
const scratch = new Uint8Array(4_096);
const pool = new BytePool();

/** Decodes UTF-8. Invalid bytes become U+FFFD. */
export function decodeUtf8(bytes: Uint8Array): string {
  return (bytes.length <= SHORT ? decodeShort(bytes) : undefined) ?? decoder.decode(bytes);
}

/** Encodes a text as UTF-8. A lone surrogate becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  return (text.length <= SHORT ? encodeShort(text) : undefined) ?? encoder.encode(text);
}

/**
 * Counts the bytes of a text in UTF-8. A lone surrogate counts as U+FFFD.
 *
 * @param text Any string.
 * @returns The exact number of bytes.
 */
export function utf8Length(text: string): number {
  if (text.length >= LONG) return encodedLength(text);
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    bytes += unit < 0x800 ? 1 : 2;
    // A pair has four bytes: one for each unit, and the two added here.
    if (isPair(unit, text.charCodeAt(i + 1))) i++;
  }
  return bytes;
}

/**
 * Tells whether a text has at most `maxBytes` bytes in UTF-8. It counts them only if the text's
 * length leaves it open.
 */
export function fitsUtf8(text: string, maxBytes: number): boolean {
  if (text.length * MAX_BYTES_PER_UNIT <= maxBytes) return true;
  return text.length <= maxBytes && utf8Length(text) <= maxBytes;
}

function encodedLength(text: string): number {
  let bytes = 0;
  for (let rest = text; rest.length > 0;) {
    const { read, written } = encoder.encodeInto(rest, scratch);
    bytes += written;
    rest = rest.slice(read);
  }
  return bytes;
}

function isPair(high: number, low: number): boolean {
  return (high & 0xfc00) === 0xd800 && (low & 0xfc00) === 0xdc00;
}

/** Decodes characters of one and two bytes (Latin, Greek, Cyrillic); `undefined` for others. */
function decodeShort(bytes: Uint8Array): string | undefined {
  let text = "";
  for (let at = 0; at < bytes.length;) {
    const [a = 0, b = 0, c = 0, d = 0] = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]];
    if (at + 4 <= bytes.length && (a | b | c | d) < 0x80) {
      // Four at a time: a string built of single characters is a chain of as many pieces.
      text += String.fromCharCode(a, b, c, d);
      at += 4;
    } else if (a < 0x80) {
      text += String.fromCharCode(a);
      at++;
    } else if (a >= 0xc2 && a < 0xe0 && (b & 0xc0) === 0x80) {
      text += String.fromCharCode((a & 0x1f) << 6 | (b & 0x3f));
      at += 2;
    } else {
      return undefined;
    }
  }
  return text;
}

/** Encodes all characters but those of two UTF-16 units; `undefined` if there is one. */
function encodeShort(text: string): Uint8Array<ArrayBuffer> | undefined {
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) {
      scratch[at++] = unit;
    } else if (unit < 0x800) {
      scratch[at++] = 0xc0 | unit >> 6;
      scratch[at++] = 0x80 | unit & 0x3f;
    } else if (unit < 0xd800 || unit > 0xdfff) {
      scratch[at++] = 0xe0 | unit >> 12;
      scratch[at++] = 0x80 | unit >> 6 & 0x3f;
      scratch[at++] = 0x80 | unit & 0x3f;
    } else {
      return undefined;
    }
  }
  const bytes = pool.cut(at);
  for (let i = 0; i < at; i++) bytes[i] = scratch[i] as number;
  return bytes;
}
