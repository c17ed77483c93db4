/**
 * Memory that short byte arrays are cut from: one of its own takes ten times as long to get (`docs/decisions/0018-cold-code.md`).
 *
 * @module
 */

/** Bytes of memory that is got at once. Who keeps one short array keeps all of it, so it is no more than a few of them. */
const SLAB = 2_048;

/** The longest array that is cut from there; a longer one has memory of its own. */
const SHORT = 512;

/** Cuts arrays, one behind the other. */
export class BytePool {
  #free = new Uint8Array();

  /** An array of so many bytes, whatever is in them, for nobody else. */
  cut(length: number): Uint8Array<ArrayBuffer> {
    if (length > SHORT) return new Uint8Array(length);
    if (length > this.#free.length) this.#free = new Uint8Array(SLAB);
    const cut = this.#free.subarray(0, length);
    this.#free = this.#free.subarray(length);
    return cut;
  }
}
