/**
 * What a framed client hears, at a tenth of what `JSON.parse` costs: the frames that come by the thousand, `said` and
 * `accepted`, are known by their first bytes. All others are parsed, and so are these if they are written in another way
 * than usual.
 *
 * @module
 */

import { MARK, numberAt } from "./text_block.ts";

/** A frame that is not one of thousands. */
export interface RareFrame {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Who is told what came, in order. */
export interface FrameListener {
  /** @param number The text's own. @param seq The room's. */
  said(number: number, seq: number): void;
  accepted(): void;
  other(frame: RareFrame): void;
}

const NEWLINE = 0x0a;
const COMMA = 0x2c;
const ZERO = 0x30;
const SAID = new TextEncoder().encode(`{"type":"said","seq":`);
const ACCEPTED = new TextEncoder().encode(`{"type":"accepted",`);
const decoder = new TextDecoder();

/** Takes bytes, and tells of frames. */
export class FrameScanner {
  readonly #listener: FrameListener;
  /** The beginning of a frame; the rest comes with the next bytes. */
  #begun: Uint8Array = new Uint8Array(0);

  constructor(listener: FrameListener) {
    this.#listener = listener;
  }

  /**
   * Takes the next bytes; they may be written over afterwards.
   *
   * @throws {SyntaxError} If a line is no JSON.
   */
  take(bytes: Uint8Array): void {
    let from = 0;
    if (this.#begun.length > 0) {
      const end = bytes.indexOf(NEWLINE);
      const line = joined(this.#begun, end < 0 ? bytes : bytes.subarray(0, end));
      if (end < 0) {
        this.#begun = line;
        return;
      }
      this.#begun = new Uint8Array(0);
      this.#takeLine(line, 0, line.length);
      from = end + 1;
    }
    for (let end; (end = bytes.indexOf(NEWLINE, from)) >= 0; from = end + 1) {
      this.#takeLine(bytes, from, end);
    }
    if (from < bytes.length) this.#begun = bytes.slice(from);
  }

  #takeLine(bytes: Uint8Array, from: number, to: number): void {
    if (beginsWith(bytes, from, SAID)) {
      const mark = bytes.indexOf(MARK, from);
      if (mark >= 0 && mark < to) {
        this.#listener.said(numberAt(bytes, mark + 1), digitsAt(bytes, from + SAID.length));
        return;
      }
    } else if (beginsWith(bytes, from, ACCEPTED)) {
      this.#listener.accepted();
      return;
    }
    this.#parse(decoder.decode(bytes.subarray(from, to)));
  }

  #parse(line: string): void {
    // The server's own writing: an object with a `type`.
    const frame = JSON.parse(line) as RareFrame;
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

function beginsWith(bytes: Uint8Array, from: number, beginning: Uint8Array): boolean {
  for (let i = 0; i < beginning.length; i++) {
    if (bytes[from + i] !== beginning[i]) return false;
  }
  return true;
}

/** The whole number that begins at a place and ends before a comma. */
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
