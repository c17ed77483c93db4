/**
 * Chance that can be told again: the same seed throws the same dice.
 *
 * @module
 */

/** Dice. */
export class Dice {
  readonly seed: number;
  #state: number;

  /** @param seed A 32 bit number. */
  constructor(seed: number) {
    this.seed = seed;
    this.#state = seed;
  }

  /** From 0 up to, but not including, 1 (the generator is Mulberry32). */
  readonly throw = (): number => {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.throw() * (most - least + 1));
  }

  /** Others, of the same seed: whoever throws these does not change what those bring. */
  fork(): Dice {
    return new Dice(this.between(0, 2 ** 32 - 1));
  }
}
