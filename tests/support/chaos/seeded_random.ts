/**
 * Random numbers that a failed run can repeat: the same seed gives the same sequence.
 *
 * @module
 */

/** A seeded random number generator (Mulberry32). */
export class SeededRandom {
  readonly seed: number;
  #state: number;

  /** @param seed A 32 bit number. */
  constructor(seed: number) {
    this.seed = seed;
    this.#state = seed;
  }

  /** The next number from 0 up to, but not including, 1. */
  readonly next = (): number => {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };

  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  /** Another generator, seeded by this one. Using it does not change this one's sequence. */
  fork(): SeededRandom {
    return new SeededRandom(this.between(0, 2 ** 32 - 1));
  }
}
