/**
 * How many bytes a text takes on the wire, and whether that is too many. It knows UTF-8 and nothing else.
 *
 * @module
 */

/** The most bytes behind one UTF-16 unit: two units together have at most four. */
const MAX_BYTES_PER_UNIT = 3;

/** From so many UTF-16 units on, encoding in native code beats counting here: 8 KB of Norwegian take a third of the time. */
const LONG = 64;

const encoder = new TextEncoder();

/** What is encoded to be counted goes here, piece by piece, and nobody reads it: memory of its own would take longest of all. */
const scratch = new Uint8Array(4_096);

/**
 * Counts the bytes of a text in UTF-8. A lone surrogate counts as U+FFFD, as which it would be written.
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
    if (isPair(unit, text.charCodeAt(i + 1))) i++; // Four bytes: one for each unit, and the two added here.
  }
  return bytes;
}

/**
 * Tells whether a text keeps within a bound, counting only where its length alone does not tell.
 *
 * @param text Any string.
 * @param maxBytes The bound.
 * @returns Whether the text has at most so many bytes in UTF-8.
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
