/**
 * Time, passed in so that tests need not wait.
 *
 * @module
 */

/**
 * Tells the time and runs timers. The real one is in `system_clock.ts`. The clock of the tests
 * moves only when a test says so.
 */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  readonly now: () => number;
  /**
   * Calls `run` once, `ms` milliseconds from now.
   *
   * @returns Cancels the timer. Does nothing once it has run.
   */
  readonly schedule: (ms: number, run: () => void) => () => void;
}
