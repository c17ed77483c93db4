/**
 * Slows down clients that guess tokens, by ip. It knows neither tokens nor seats, only how often
 * each ip has guessed.
 *
 * @module
 */

/**
 * Wrong guesses that cost nothing: an honest client shows a token of a freed seat once, and a
 * household shares an ip.
 */
export const FREE_GUESSES = 5;

/** Milliseconds that the next guess waits. Each one after that waits twice as long. */
export const FIRST_WAIT = 250;

/** The longest wait, in milliseconds. A client that waits longer would take the server for dead. */
export const MAX_WAIT = 8_000;

/**
 * Milliseconds after the last guess from an ip, right or wrong, when its wrong ones are forgotten.
 */
export const GUESS_MEMORY = 10 * 60_000;

/** Ips remembered, about 100 KB. The one with the oldest guess is forgotten first. */
export const MAX_GUESSERS = 1_024;

/** The guesses of one ip. */
interface Guesser {
  /**
   * Those that were wrong or are not answered yet, so that many at once are no faster than one by
   * one.
   */
  readonly count: number;
  /** Time of the last one, in milliseconds since 1970. */
  readonly at: number;
}

/** Counts guesses by ip. */
export class TokenThrottle {
  /** The oldest guess first. */
  readonly #guessers = new Map<string, Guesser>();

  /** Number of ips remembered. */
  get size(): number {
    return this.#guessers.size;
  }

  /**
   * Counts a token that a client shows, as wrong until {@linkcode TokenThrottle.forgive} is called.
   *
   * @param now Milliseconds since 1970.
   * @returns Milliseconds for which the token must wait.
   */
  delayOf(ip: string, now: number): number {
    const last = this.#guessers.get(ip);
    const before = last === undefined || now - last.at >= GUESS_MEMORY ? 0 : last.count;
    this.#guessers.delete(ip);
    this.#guessers.set(ip, { count: before + 1, at: now });
    const [oldest] = this.#guessers.keys();
    if (this.#guessers.size > MAX_GUESSERS && oldest !== undefined) this.#guessers.delete(oldest);
    if (before < FREE_GUESSES) return 0;
    return Math.min(FIRST_WAIT * 2 ** (before - FREE_GUESSES), MAX_WAIT);
  }

  /** A token from this ip was right, or nobody looked at it. */
  forgive(ip: string): void {
    const last = this.#guessers.get(ip);
    if (last === undefined) return;
    if (last.count <= 1) this.#guessers.delete(ip);
    else this.#guessers.set(ip, { ...last, count: last.count - 1 });
  }
}
