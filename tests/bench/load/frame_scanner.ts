/**
 * Reads the frames that a framed client receives. It recognizes `said` and `accepted` by their
 * first bytes, because `JSON.parse` would be too slow for so many. It parses all other frames, and
 * these two when their fields come in another order.
 *
 * @module
 */

import { MARK, numberAt } from "./text_block.ts";

/** A frame other than `said` and `accepted`. */
export interface OtherFrame {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Gets the frames in order. */
export interface FrameListener {
  /** @param number The text's own number. @param seq The room's number. */
  said(number: number, seq: number): void;
  accepted(): void;
  other(frame: OtherFrame): void;
}

const NEWLINE = 0x0a;
const COMMA = 0x2c;
const ZERO = 0x30;
const SAID = new TextEncoder().encode(`{"type":"said","seq":`);
const ACCEPTED = new TextEncoder().encode(`{"type":"accepted",`);
const decoder = new TextDecoder();

/** Takes bytes, and reports frames. */
export class FrameScanner {
  readonly #listener: FrameListener;
  /** The start of a frame. The rest comes with the next bytes. */
  #partial: Uint8Array = new Uint8Array(0);

  constructor(listener: FrameListener) {
    this.#listener = listener;
  }

  /**
   * Takes the next bytes. The caller may overwrite them afterwards.
   *
   * @throws {SyntaxError} If a line is not JSON.
   */
  take(bytes: Uint8Array): void {
    let from = 0;
    if (this.#partial.length > 0) {
      const end = bytes.indexOf(NEWLINE);
      const line = joined(this.#partial, end < 0 ? bytes : bytes.subarray(0, end));
      if (end < 0) {
        this.#partial = line;
        return;
      }
      this.#partial = new Uint8Array(0);
      this.#takeLine(line, 0, line.length);
      from = end + 1;
    }
    for (let end; (end = bytes.indexOf(NEWLINE, from)) >= 0; from = end + 1) {
      this.#takeLine(bytes, from, end);
    }
    if (from < bytes.length) this.#partial = bytes.slice(from);
  }

  #takeLine(bytes: Uint8Array, from: number, to: number): void {
    if (startsWith(bytes, from, SAID)) {
      const mark = bytes.indexOf(MARK, from);
      if (mark >= 0 && mark < to) {
        this.#listener.said(numberAt(bytes, mark + 1), digitsAt(bytes, from + SAID.length));
        return;
      }
    } else if (startsWith(bytes, from, ACCEPTED)) {
      this.#listener.accepted();
      return;
    }
    this.#parse(decoder.decode(bytes.subarray(from, to)));
  }

  #parse(line: string): void {
    // The server wrote it: an object with a `type`.
    const frame = JSON.parse(line) as OtherFrame;
    if (frame.type === "accepted") {
      this.#listener.accepted();
    } else if (frame.type === "said") {
      const [, number] = /#(\d+)/.exec(String(frame.text)) ?? [];
      this.#listener.said(Number(number ?? -1), Number(frame.seq));
    } else {
      this.#listener.other(frame);
    }
  }
}

function startsWith(bytes: Uint8Array, from: number, start: Uint8Array): boolean {
  for (let i = 0; i < start.length; i++) {
    if (bytes[from + i] !== start[i]) return false;
  }
  return true;
}

/** The integer from `place` to the next comma. */
function digitsAt(bytes: Uint8Array, place: number): number {
  let number = 0;
  for (let at = place; at < bytes.length && bytes[at] !== COMMA; at++) {
    number = number * 10 + (bytes[at] ?? 0) - ZERO;
  }
  return number;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
