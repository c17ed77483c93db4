/**
 * Bytes that wait to be read, in one piece: of the smallest messages there may be thousands, and a thing for each of them
 * would weigh more than they do.
 *
 * @module
 */

/** Bytes for which there is room at first: a line of chat. */
const AT_FIRST = 1_024;

/** Bytes, first in, first out. */
export class ByteQueue {
  #bytes = new Uint8Array(AT_FIRST);
  #start = 0;
  #end = 0;

  /** How many there are. */
  get size(): number {
    return this.#end - this.#start;
  }

  /** Puts bytes behind the others. */
  push(bytes: Uint8Array): void {
    const size = this.size + bytes.length;
    if (this.#end + bytes.length > this.#bytes.length) this.#makeRoom(size);
    this.#bytes.set(bytes, this.#end);
    this.#end += bytes.length;
  }

  /** Takes the first ones, as many as `into` has place for, and tells how many. */
  take(into: Uint8Array): number {
    const count = Math.min(into.length, this.size);
    into.set(this.#bytes.subarray(this.#start, this.#start + count));
    this.#start += count;
    if (this.size === 0) this.#rest();
    return count;
  }

  #makeRoom(size: number): void {
    const left = this.#bytes.subarray(this.#start, this.#end);
    // Twice what is needed, so that what is moved is moved seldom.
    const bytes = new Uint8Array(Math.max(AT_FIRST, 2 * size));
    bytes.set(left);
    this.#bytes = bytes;
    this.#start = 0;
    this.#end = left.length;
  }

  /** A quiet connection holds little. */
  #rest(): void {
    this.#start = 0;
    this.#end = 0;
    if (this.#bytes.length > AT_FIRST) this.#bytes = new Uint8Array(AT_FIRST);
  }
}
