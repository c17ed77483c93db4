/**
 * Finds the numbers of texts in a plain client's bytes, however TCP splits them.
 *
 * @module
 */

import { DIGITS, MARK, numberAt } from "./text_block.ts";

/** Reports the number after each mark. */
export class MarkScanner {
  readonly #onNumber: (number: number) => void;
  /** A mark and some of its digits. The others come with the next bytes. */
  #partial: Uint8Array = new Uint8Array(0);

  /** @param onNumber Gets each number, in order. */
  constructor(onNumber: (number: number) => void) {
    this.#onNumber = onNumber;
  }

  /** Takes the next bytes. The caller may overwrite them afterwards. */
  take(bytes: Uint8Array): void {
    let from = 0;
    if (this.#partial.length > 0) {
      const missing = 1 + DIGITS - this.#partial.length;
      const mark = new Uint8Array([...this.#partial, ...bytes.subarray(0, missing)]);
      if (mark.length <= DIGITS) {
        this.#partial = mark;
        return;
      }
      this.#partial = new Uint8Array(0);
      this.#onNumber(numberAt(mark, 1));
      from = missing;
    }
    for (let at; (at = bytes.indexOf(MARK, from)) >= 0; from = at + 1 + DIGITS) {
      if (at + 1 + DIGITS > bytes.length) {
        this.#partial = bytes.slice(at);
        return;
      }
      this.#onNumber(numberAt(bytes, at + 1));
    }
  }
}
