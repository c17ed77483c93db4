/**
 * Slows down whoever guesses tokens, by network address. It knows neither tokens nor seats, only who guessed how often;
 * what time it is, it is told.
 *
 * @module
 */

/** Wrong guesses that cost nothing: an honest client's seat runs out once, and a household shares an address. */
export const FREE_GUESSES = 5;

/** Milliseconds that the next one waits; doubled with each that follows. */
export const FIRST_WAIT = 250;

/** Milliseconds that a guess waits at most: nobody who lost his seat should take the server for dead. */
export const MAX_WAIT = 8_000;

/** Milliseconds after an address's last guess, right or wrong, at which its wrong ones are forgotten. */
export const GUESS_MEMORY = 10 * 60_000;

/** Addresses remembered: some 100 KB of them. The one that guessed longest ago is forgotten first. */
export const MAX_GUESSERS = 1_024;

/** One address's guesses. */
interface Guesser {
  /** Those that were wrong, or of which it is not known yet: many at once are not cheaper than one by one. */
  readonly count: number;
  /** When the last one was made, in milliseconds since 1970. */
  readonly at: number;
}

/** Who guessed how often. */
export class TokenThrottle {
  /** The one that guessed longest ago first. */
  readonly #guessers = new Map<string, Guesser>();

  /** How many addresses are remembered. */
  get size(): number {
    return this.#guessers.size;
  }

  /**
   * Somebody shows a token. It counts as wrong until it turns out to be {@linkcode forgive}.
   *
   * @param host The network address, without the port.
   * @param now Milliseconds since 1970.
   * @returns Milliseconds to wait before it is looked at.
   */
  delayOf(host: string, now: number): number {
    const last = this.#guessers.get(host);
    const before = last === undefined || now - last.at >= GUESS_MEMORY ? 0 : last.count;
    this.#guessers.delete(host);
    this.#guessers.set(host, { count: before + 1, at: now });
    const [oldest] = this.#guessers.keys();
    if (this.#guessers.size > MAX_GUESSERS && oldest !== undefined) this.#guessers.delete(oldest);
    if (before < FREE_GUESSES) return 0;
    return Math.min(FIRST_WAIT * 2 ** (before - FREE_GUESSES), MAX_WAIT);
  }

  /** A token that was shown from there is a seat's, or was not looked at after all. */
  forgive(host: string): void {
    const last = this.#guessers.get(host);
    if (last === undefined) return;
    if (last.count <= 1) this.#guessers.delete(host);
    else this.#guessers.set(host, { ...last, count: last.count - 1 });
  }
}
