/**
 * The machine's own clock. One of the few places that may touch timers; everything else gets a {@linkcode Clock}.
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

/** Milliseconds, and fractions of them, since this thread began: for how long something takes. Nobody sets it back. */
export const monotonicNow = (): number => performance.now();
