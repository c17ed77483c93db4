/**
 * Time as a thing that is handed in, so that whatever waits can be tested without waiting.
 *
 * @module
 */

/** Tells the time and wakes. The real one is `system_clock.ts`; the tests' stands still until told. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  readonly now: () => number;
  /**
   * Calls `run` once, `ms` milliseconds from now.
   *
   * @returns Takes it back; harmless once it ran.
   */
  readonly schedule: (ms: number, run: () => void) => () => void;
}
