/**
 * Finds the numbers in what a plain client hears, byte by byte, however TCP has cut it.
 *
 * @module
 */

import { DIGITS, MARK, numberAt } from "./text_block.ts";

/** Tells of each number behind a mark. */
export class MarkScanner {
  readonly #found: (number: number) => void;
  /** A mark and some of its digits; the others come with the next bytes. */
  #begun: Uint8Array = new Uint8Array(0);

  /** @param found Is told each number, in order. */
  constructor(found: (number: number) => void) {
    this.#found = found;
  }

  /** Takes the next bytes; they may be written over afterwards. */
  take(bytes: Uint8Array): void {
    let from = 0;
    if (this.#begun.length > 0) {
      const missing = 1 + DIGITS - this.#begun.length;
      const mark = new Uint8Array([...this.#begun, ...bytes.subarray(0, missing)]);
      if (mark.length <= DIGITS) {
        this.#begun = mark;
        return;
      }
      this.#begun = new Uint8Array(0);
      this.#found(numberAt(mark, 1));
      from = missing;
    }
    for (let at; (at = bytes.indexOf(MARK, from)) >= 0; from = at + 1 + DIGITS) {
      if (at + 1 + DIGITS > bytes.length) {
        this.#begun = bytes.slice(at);
        return;
      }
      this.#found(numberAt(bytes, at + 1));
    }
  }
}
