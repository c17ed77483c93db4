/**
 * Texts from UTF-8 and back. Most texts of a chat are short, and to call the system's coder for one of them takes several times as
 * long as to go through it here, where that was not called just before (`docs/decisions/0018-cold-code.md`).
 *
 * @module
 */

import { BytePool } from "./byte_pool.ts";

/** Bytes, and UTF-16 units, of the longest text that is short: a frame, a line. */
const SHORT = 384;

/** Bytes that a unit takes at most. */
const MAX_BYTES = 3;

const encoder = new TextEncoder();
// Nothing is carried from one call to the next, and a byte order mark is a character like others.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

// What is written here is taken before the next is.
const written = new Uint8Array(SHORT * MAX_BYTES);
const slab = new BytePool();

/** The text of these bytes. What is no UTF-8 becomes U+FFFD. */
export function decodeText(bytes: Uint8Array): string {
  return (bytes.length <= SHORT ? decodeShort(bytes) : undefined) ?? decoder.decode(bytes);
}

/** The bytes of this text. What is no character becomes U+FFFD. */
export function encodeText(text: string): Uint8Array<ArrayBuffer> {
  return (text.length <= SHORT ? encodeShort(text) : undefined) ?? encoder.encode(text);
}

/** As {@linkcode decodeText}; `undefined` if there is anything but characters of one byte and of two: Latin, Greek, Cyrillic. */
function decodeShort(bytes: Uint8Array): string | undefined {
  let text = "";
  for (let at = 0; at < bytes.length;) {
    const [a = 0, b = 0, c = 0, d = 0] = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]];
    if (at + 4 <= bytes.length && (a | b | c | d) < 0x80) {
      // Four at a time: a text put together from single ones is a chain of as many pieces.
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

/** As {@linkcode encodeText}; `undefined` if there is half a character of two units. */
function encodeShort(text: string): Uint8Array<ArrayBuffer> | undefined {
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) {
      written[at++] = unit;
    } else if (unit < 0x800) {
      written[at++] = 0xc0 | unit >> 6;
      written[at++] = 0x80 | unit & 0x3f;
    } else if (unit < 0xd800 || unit > 0xdfff) {
      written[at++] = 0xe0 | unit >> 12;
      written[at++] = 0x80 | unit >> 6 & 0x3f;
      written[at++] = 0x80 | unit & 0x3f;
    } else {
      return undefined;
    }
  }
  const bytes = slab.cut(at);
  for (let i = 0; i < at; i++) bytes[i] = written[i] as number;
  return bytes;
}
