/**
 * Splits a stream of bytes into lines of text, each within a bound. It never keeps more of an
 * unended line than that bound. It must not know what a line means, nor when it came.
 *
 * The lines do not depend on how the network cut the stream. A state is a value: decoding returns a
 * new one and leaves the old one unchanged.
 *
 * @module
 */

import { CARRIAGE_RETURN, NEWLINE } from "./ascii.ts";
import { decodeUtf8, MAX_BYTES_PER_UNIT } from "./utf8.ts";

/** Stands in the place of a line that was longer than the bound. */
export const TOO_LONG: unique symbol = Symbol("line too long");

/** One line without its line ending, or {@linkcode TOO_LONG}. */
export type Line = string | typeof TOO_LONG;

/** The line that has not ended yet. It begins as {@linkcode emptyLines}; its fields are private. */
export interface LineState {
  readonly tail: Tail | undefined;
  readonly tailBytes: number;
  /** The line was reported as {@linkcode TOO_LONG}: the rest of it is skipped. */
  readonly skipping: boolean;
}

/**
 * Copies of the last line's bytes, the newest first. Each piece is shorter than the one before it
 * in the line.
 */
interface Tail {
  readonly bytes: Uint8Array;
  readonly earlier: Tail | undefined;
}

/** The state after a newline, and at the start. */
export const emptyLines: LineState = { tail: undefined, tailBytes: 0, skipping: false };

const skippingLine: LineState = { ...emptyLines, skipping: true };

/**
 * Reads the next bytes and returns the lines that end in them.
 *
 * A line ends at `\n` or `\r\n`. Invalid UTF-8 becomes U+FFFD. A line of more than `maxBytes`
 * bytes, without its line ending, is reported as {@linkcode TOO_LONG} as soon as it exceeds the
 * bound; the rest of it is skipped.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { decodeLines, emptyLines } from "./line_decoder.ts";
 *
 * const bytes = new TextEncoder().encode("hei\r\nhallo\nvent");
 * assertEquals(decodeLines(emptyLines, bytes, 8_192).lines, ["hei", "hallo"]);
 * ```
 *
 * @param state The state after the bytes before these.
 * @param bytes The next bytes. They are not kept: the caller may overwrite them afterwards.
 * @param maxBytes The longest line allowed.
 * @returns The new state, and the lines in order.
 */
export function decodeLines(
  state: LineState,
  bytes: Uint8Array,
  maxBytes: number,
): { state: LineState; lines: readonly Line[] } {
  const last = bytes.lastIndexOf(NEWLINE);
  if (last === -1) return extendLine(state, bytes, maxBytes);

  // Only the first line may have earlier bytes. The lines after it are decoded in place.
  const continued = state.skipping || state.tail !== undefined;
  const first = continued ? bytes.indexOf(NEWLINE) : -1;
  const lines = first === last ? [] : decodeRun(bytes.subarray(first + 1, last), maxBytes);
  if (continued && !state.skipping) {
    lines.unshift(decodeLine(join(state.tail, bytes.subarray(0, first)), maxBytes));
  }
  if (last === bytes.length - 1) return { state: emptyLines, lines };
  const rest = extendLine(emptyLines, bytes.subarray(last + 1), maxBytes);
  lines.push(...rest.lines);
  return { state: rest.state, lines };
}

/**
 * Ends the unended line: the stream is over, or has paused for so long that the line counts as
 * complete. If the line was too long, this ends the skipping.
 *
 * @param state The state after the last bytes.
 * @returns An empty state, and the line if there was one.
 */
export function takeRest(state: LineState): { state: LineState; line: Line | undefined } {
  const line = state.tail === undefined
    ? undefined
    : decodeUtf8(withoutCarriageReturn(join(state.tail, new Uint8Array())));
  return { state: emptyLines, line };
}

/** Adds bytes without a newline to the unended line. */
function extendLine(
  state: LineState,
  bytes: Uint8Array,
  maxBytes: number,
): { state: LineState; lines: Line[] } {
  if (state.skipping || bytes.length === 0) return { state, lines: [] };
  const tailBytes = state.tailBytes + bytes.length;
  // A final carriage return may be half of the line ending, so it does not count yet.
  const lineBytes = bytes.at(-1) === CARRIAGE_RETURN ? tailBytes - 1 : tailBytes;
  if (lineBytes > maxBytes) return { state: skippingLine, lines: [TOO_LONG] };
  return { state: { tail: extendTail(state.tail, bytes), tailBytes, skipping: false }, lines: [] };
}

/**
 * Appends a copy of the bytes to the tail, and joins it with the pieces that are not longer. A line
 * that comes byte by byte is thus kept in few pieces, and each byte is copied only a logarithmic
 * number of times.
 */
function extendTail(tail: Tail | undefined, bytes: Uint8Array): Tail {
  let earlier = tail;
  let length = bytes.length;
  while (earlier !== undefined && earlier.bytes.length <= length) {
    length += earlier.bytes.length;
    earlier = earlier.earlier;
  }
  return { bytes: join(tail, bytes, length), earlier };
}

/** Joins the last bytes of the tail with `bytes`: `length` bytes in all, by default every byte. */
function join(
  tail: Tail | undefined,
  bytes: Uint8Array,
  length = bytes.length + lengthOf(tail),
): Uint8Array {
  const joined = new Uint8Array(length);
  let end = length - bytes.length;
  joined.set(bytes, end);
  for (let piece = tail; piece !== undefined && end > 0; piece = piece.earlier) {
    end -= piece.bytes.length;
    joined.set(piece.bytes, end);
  }
  return joined;
}

function lengthOf(tail: Tail | undefined): number {
  let length = 0;
  for (let piece = tail; piece !== undefined; piece = piece.earlier) length += piece.bytes.length;
  return length;
}

/**
 * Decodes whole lines, the last without its newline, in one call. A newline is never part of
 * another character, so the result is the same as for one line at a time.
 */
function decodeRun(run: Uint8Array, maxBytes: number): Line[] {
  const text = decodeUtf8(run);
  const lines = text.split("\n");
  const surelyShort = run.length <= maxBytes ||
    lines.every((line) => line.length * MAX_BYTES_PER_UNIT <= maxBytes);
  if (!surelyShort) return decodeOneByOne(run, maxBytes);
  return text.includes("\r") ? lines.map(dropCarriageReturn) : lines;
}

/**
 * The slow way, for a run that may contain a line over the bound: counts the bytes of each line.
 */
function decodeOneByOne(run: Uint8Array, maxBytes: number): Line[] {
  const lines: Line[] = [];
  let start = 0;
  while (start <= run.length) {
    const newline = run.indexOf(NEWLINE, start);
    const end = newline === -1 ? run.length : newline;
    lines.push(decodeLine(run.subarray(start, end), maxBytes));
    start = end + 1;
  }
  return lines;
}

function decodeLine(line: Uint8Array, maxBytes: number): Line {
  const bytes = withoutCarriageReturn(line);
  return bytes.length > maxBytes ? TOO_LONG : decodeUtf8(bytes);
}

function withoutCarriageReturn(line: Uint8Array): Uint8Array {
  return line.at(-1) === CARRIAGE_RETURN ? line.subarray(0, -1) : line;
}

/** The line without the carriage return that may end it. */
export function dropCarriageReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
