/**
 * A bounded queue, first in, first out.
 *
 * @module
 */

/**
 * Places that are used again, as most mailboxes need no more of them: to get them anew for each message would leave more behind than
 * the message does.
 */
const KEPT = 16;

/** Below this many taken places the array is left as it is: moving a handful costs more than it frees. */
const COMPACT_AT = 1_024;

/** Holds what one actor has been sent and not yet handled. */
export class Mailbox<M> {
  readonly #capacity: number;
  /** Messages from `head` on and before `end`; the places around them are empty. */
  #places: (M | undefined)[] = [];
  #head = 0;
  #end = 0;

  /** @param capacity How many messages it holds at most. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** How many messages wait. */
  get size(): number {
    return this.#end - this.#head;
  }

  /** Adds `message` at the end; `false` if there is no room for it. */
  put(message: M): boolean {
    if (this.size >= this.#capacity) return false;
    this.#places[this.#end++] = message;
    return true;
  }

  /** Takes the oldest message, or `undefined` from an empty mailbox. */
  take(): M | undefined {
    if (this.size === 0) return undefined;
    const message = this.#places[this.#head];
    this.#places[this.#head++] = undefined;
    if (this.size === 0) {
      this.clear();
    } else if (this.#head >= COMPACT_AT && this.#head * 2 >= this.#end) {
      this.#places = this.#places.slice(this.#head, this.#end);
      this.#end -= this.#head;
      this.#head = 0;
    }
    return message;
  }

  /** Empties it and tells how many messages it held. */
  clear(): number {
    const held = this.size;
    if (held > 0 || this.#end > KEPT) this.#places = [];
    this.#head = 0;
    this.#end = 0;
    return held;
  }
}
