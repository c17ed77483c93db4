/**
 * Counts the numbered texts that a client receives, and notices a wrong order.
 *
 * @module
 */

/** Counts texts as they arrive. */
export class TextCounter {
  count = 0;
  /** The highest number so far; -1 before the first text. */
  last = -1;
  /** Texts that arrived after one with the same or a higher number. */
  disordered = 0;

  /** Counts one more text. */
  add(number: number): void {
    this.count++;
    if (number > this.last) this.last = number;
    else this.disordered++;
  }
}
