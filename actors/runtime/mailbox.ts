/**
 * A bounded queue, first in, first out.
 *
 * @module
 */

/** Below this many taken places the array is left as it is: moving a handful costs more than it frees. */
const COMPACT_AT = 1_024;

/** Holds what one actor has been sent and not yet handled. */
export class Mailbox<M> {
  readonly #capacity: number;
  #items: M[] = [];
  #head = 0;

  /** @param capacity How many messages it holds at most. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** How many messages wait. */
  get size(): number {
    return this.#items.length - this.#head;
  }

  /** Adds `message` at the end; `false` if there is no room for it. */
  put(message: M): boolean {
    if (this.size >= this.#capacity) return false;
    this.#items.push(message);
    return true;
  }

  /** Takes the oldest message, or `undefined` from an empty mailbox. */
  take(): M | undefined {
    const message = this.#items[this.#head];
    if (this.#head === this.#items.length) return undefined;
    this.#head++;
    if (this.#head === this.#items.length) {
      this.#items = [];
      this.#head = 0;
    } else if (this.#head >= COMPACT_AT && this.#head * 2 >= this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return message;
  }

  /** Empties it and tells how many messages it held. */
  clear(): number {
    const held = this.size;
    this.#items = [];
    this.#head = 0;
    return held;
  }
}
