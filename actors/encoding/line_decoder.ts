/**
 * Cuts a stream of bytes into lines of text, each within a bound: what it keeps of a line that has not ended is never
 * more than that bound. It knows bytes and characters; it must not know what a line means, nor when it came.
 *
 * However the stream is cut on its way, the lines are those of the whole. A state is a value: decoding gives a new
 * one and leaves the old as it was.
 *
 * @module
 */

import { CARRIAGE_RETURN, NEWLINE } from "./ascii.ts";
import { decodeUtf8, MAX_BYTES_PER_UNIT } from "./utf8.ts";

/** Stands for a line that was longer than the bound. It comes once, where the line would have been. */
export const TOO_LONG: unique symbol = Symbol("line too long");

/** One line without its line ending, or the word that there was one too long to keep. */
export type Line = string | typeof TOO_LONG;

/** What is known of the line that has not ended. Begin with {@linkcode emptyLines}; look at nothing inside. */
export interface LineState {
  readonly tail: Tail | undefined;
  readonly tailBytes: number;
  /** The line has been reported as {@linkcode TOO_LONG}: its rest is skipped. */
  readonly skipping: boolean;
}

/** The state's own copies of the last line's bytes, the newest first; each shorter than the one before it. */
interface Tail {
  readonly bytes: Uint8Array;
  readonly earlier: Tail | undefined;
}

/** Nothing has come since the last newline. */
export const emptyLines: LineState = { tail: undefined, tailBytes: 0, skipping: false };

const skippingLine: LineState = { ...emptyLines, skipping: true };

/**
 * Takes in the next bytes and gives the lines that end in them.
 *
 * A line ends at `\n` or `\r\n`; invalid UTF-8 becomes U+FFFD. A line of more than `maxBytes` bytes (its line ending
 * not counted) is reported as {@linkcode TOO_LONG} as soon as that is known, and skipped to its newline.
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
 * @param state What the bytes before these left behind.
 * @param bytes The next bytes; they are not kept, and may be written over afterwards.
 * @param maxBytes The longest line to let through.
 * @returns The new state, and the lines in the order they came.
 */
export function decodeLines(
  state: LineState,
  bytes: Uint8Array,
  maxBytes: number,
): { state: LineState; lines: readonly Line[] } {
  const last = bytes.lastIndexOf(NEWLINE);
  if (last === -1) return extendLine(state, bytes, maxBytes);

  // Only the first line has bytes from before; the run behind it is decoded where it lies.
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
 * Ends the line that has not ended: the stream is over, or it has been quiet for so long that the message is taken
 * as complete. After a line that was too long this ends the skipping.
 *
 * @param state What the bytes so far left behind.
 * @returns A state with nothing in it, and the line if there was one.
 */
export function takeRest(state: LineState): { state: LineState; line: Line | undefined } {
  const line = state.tail === undefined
    ? undefined
    : decodeUtf8(withoutCarriageReturn(join(state.tail, new Uint8Array())));
  return { state: emptyLines, line };
}

/** Adds bytes without a newline to the line that has not ended. */
function extendLine(
  state: LineState,
  bytes: Uint8Array,
  maxBytes: number,
): { state: LineState; lines: Line[] } {
  if (state.skipping || bytes.length === 0) return { state, lines: [] };
  const tailBytes = state.tailBytes + bytes.length;
  // A carriage return at the end may be half of the line ending: it does not count before it is known not to be.
  const lineBytes = bytes.at(-1) === CARRIAGE_RETURN ? tailBytes - 1 : tailBytes;
  if (lineBytes > maxBytes) return { state: skippingLine, lines: [TOO_LONG] };
  return { state: { tail: extendTail(state.tail, bytes), tailBytes, skipping: false }, lines: [] };
}

/**
 * Puts a copy of the bytes on the tail. It is joined with what is no longer than itself: a line that comes a byte at a
 * time is kept in few pieces, and each byte is copied a logarithmic number of times.
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

/** One piece of the tail's last bytes and `bytes` after them: `length` bytes in all, by default all there are. */
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
 * Decodes whole lines, the last without its newline, in one call. A newline is never part of another character, so
 * this gives what decoding them one by one would.
 */
function decodeRun(run: Uint8Array, maxBytes: number): Line[] {
  const text = decodeUtf8(run);
  const lines = text.split("\n");
  const surelyShort = run.length <= maxBytes ||
    lines.every((line) => line.length * MAX_BYTES_PER_UNIT <= maxBytes);
  if (!surelyShort) return decodeOneByOne(run, maxBytes);
  return text.includes("\r") ? lines.map(dropCarriageReturn) : lines;
}

/** The slow way, for a run that may hold a line over the bound: each line's bytes are counted. */
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

function dropCarriageReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
