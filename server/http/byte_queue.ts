/**
 * Bytes that wait to be read, in one buffer. There may be thousands of small messages, and an
 * object for each would weigh more than they do.
 *
 * @module
 */

/** Capacity of an empty queue: a line of chat. */
const MIN_CAPACITY = 1_024;

/** Bytes, first in, first out. */
export class ByteQueue {
  #bytes = new Uint8Array(MIN_CAPACITY);
  #start = 0;
  #end = 0;

  /** How many bytes wait. */
  get size(): number {
    return this.#end - this.#start;
  }

  /** Adds bytes at the end. */
  push(bytes: Uint8Array): void {
    const size = this.size + bytes.length;
    if (this.#end + bytes.length > this.#bytes.length) this.#grow(size);
    this.#bytes.set(bytes, this.#end);
    this.#end += bytes.length;
  }

  /** Moves bytes from the front into `into`, and returns how many. */
  take(into: Uint8Array): number {
    const count = Math.min(into.length, this.size);
    into.set(this.#bytes.subarray(this.#start, this.#start + count));
    this.#start += count;
    if (this.size === 0) this.#shrink();
    return count;
  }

  #grow(size: number): void {
    const left = this.#bytes.subarray(this.#start, this.#end);
    // Growing to twice the size keeps moves rare.
    const bytes = new Uint8Array(Math.max(MIN_CAPACITY, 2 * size));
    bytes.set(left);
    this.#bytes = bytes;
    this.#start = 0;
    this.#end = left.length;
  }

  /** A quiet connection keeps a small buffer. */
  #shrink(): void {
    this.#start = 0;
    this.#end = 0;
    if (this.#bytes.length > MIN_CAPACITY) this.#bytes = new Uint8Array(MIN_CAPACITY);
  }
}
