/**
 * The machine's own clock. Few places may use timers directly; all other code gets a {@linkcode
 * Clock}.
 *
 * @module
 */

import type { Clock } from "./clock.ts";

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  schedule(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/**
 * Milliseconds with fractions since this thread started, to measure durations. Setting the system
 * time does not change it.
 */
export const monotonicNow = (): number => performance.now();
