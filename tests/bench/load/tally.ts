/**
 * Which numbered texts have come: so many, and whether each had a higher number than the one before. It must not know
 * how they came.
 *
 * @module
 */

/** Counts texts as they come. */
export class Tally {
  count = 0;
  /** The highest number so far; -1: none. */
  last = -1;
  /** Texts that came after one with the same or a higher number. */
  disordered = 0;

  /** One more has come. */
  add(number: number): void {
    this.count++;
    if (number > this.last) this.last = number;
    else this.disordered++;
  }
}
