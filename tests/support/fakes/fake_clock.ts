/**
 * A clock that stands still until it is told how much time has passed.
 *
 * @module
 */

import type { Clock } from "../../../actors/runtime/clock.ts";

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** Time in the test's hands. */
export class FakeClock implements Clock {
  #now: number;
  #timers: readonly Timer[] = [];

  /** @param now Milliseconds since 1970 to begin with. */
  constructor(now = Date.UTC(2026, 10, 23)) {
    this.#now = now;
  }

  /** How many timers wait: none should when all is over. */
  get waiting(): number {
    return this.#timers.length;
  }

  readonly now = (): number => this.#now;

  readonly schedule = (ms: number, run: () => void): () => void => {
    const timer = { at: this.#now + ms, run };
    this.#timers = [...this.#timers, timer].sort((a, b) => a.at - b.at);
    return () => this.#forget(timer);
  };

  /** Lets `ms` milliseconds pass, and runs what is due, each at its time. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const [next] = this.#timers;
      if (next === undefined || next.at > end) break;
      this.#forget(next);
      this.#now = next.at;
      next.run();
    }
    this.#now = end;
  }

  #forget(timer: Timer): void {
    this.#timers = this.#timers.filter((other) => other !== timer);
  }
}
