/**
 * A bounded queue, first in, first out.
 *
 * @module
 */

/**
 * Slots kept for reuse. Most mailboxes never hold more, and reallocating them per message creates
 * more garbage than the message itself.
 */
const REUSED_SLOTS = 16;

/** With fewer used slots, moving the messages costs more than it frees. */
const COMPACT_AT = 1_024;

/** Holds the messages that one actor has not handled yet. */
export class Mailbox<M> {
  readonly #capacity: number;
  /** Messages lie from `head` up to, but not including, `end`. The slots around them are empty. */
  #slots: (M | undefined)[] = [];
  #head = 0;
  #end = 0;

  /** @param capacity The most messages that it holds. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** How many messages wait. */
  get size(): number {
    return this.#end - this.#head;
  }

  /** Adds `message` at the end; `false` if the mailbox is full. */
  put(message: M): boolean {
    if (this.size >= this.#capacity) return false;
    this.#slots[this.#end++] = message;
    return true;
  }

  /** Takes the oldest message; `undefined` if the mailbox is empty. */
  take(): M | undefined {
    if (this.size === 0) return undefined;
    const message = this.#slots[this.#head];
    this.#slots[this.#head++] = undefined;
    if (this.size === 0) {
      this.clear();
    } else if (this.#head >= COMPACT_AT && this.#head * 2 >= this.#end) {
      this.#slots = this.#slots.slice(this.#head, this.#end);
      this.#end -= this.#head;
      this.#head = 0;
    }
    return message;
  }

  /**
   * Empties the mailbox.
   *
   * @returns How many messages it held.
   */
  clear(): number {
    const held = this.size;
    if (held > 0 || this.#end > REUSED_SLOTS) this.#slots = [];
    this.#head = 0;
    this.#end = 0;
    return held;
  }
}
