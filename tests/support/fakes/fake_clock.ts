/**
 * A clock that moves only when the test says so.
 *
 * @module
 */

import type { Clock } from "../../../actors/runtime/clock.ts";

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** A clock that the test controls. */
export class FakeClock implements Clock {
  #now: number;
  #timers: readonly Timer[] = [];

  /** @param now The first time, in milliseconds since 1970. */
  constructor(now = Date.UTC(2026, 10, 23)) {
    this.#now = now;
  }

  /** How many timers wait. At the end of a test there should be none. */
  get waiting(): number {
    return this.#timers.length;
  }

  readonly now = (): number => this.#now;

  readonly schedule = (ms: number, run: () => void): () => void => {
    const timer = { at: this.#now + ms, run };
    this.#timers = [...this.#timers, timer].sort((a, b) => a.at - b.at);
    return () => this.#forget(timer);
  };

  /** Lets `ms` milliseconds pass, and runs each timer at its time. */
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
