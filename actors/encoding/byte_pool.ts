/**
 * Short byte arrays cut from shared memory, which is much faster than allocating each
 * (`docs/decisions/0018-cold-code.md`).
 *
 * @module
 */

/** Bytes allocated at once. A few arrays share them, since each keeps the whole block alive. */
const BLOCK = 2_048;

/** The longest array that is cut from a block. Longer arrays have memory of their own. */
const SHORT = 512;

/** Cuts arrays from blocks, one after another. */
export class BytePool {
  #free = new Uint8Array();

  /** Returns an array of `length` bytes for the caller alone. Its content is undefined. */
  cut(length: number): Uint8Array<ArrayBuffer> {
    if (length > SHORT) return new Uint8Array(length);
    if (length > this.#free.length) this.#free = new Uint8Array(BLOCK);
    const cut = this.#free.subarray(0, length);
    this.#free = this.#free.subarray(length);
    return cut;
  }
}
