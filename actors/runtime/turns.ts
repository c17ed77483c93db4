/**
 * The turns of a thread that sleeps between them: what it has put off, and which of its timers are due. Its sleep is whoever
 * drives it's; it must not know what it is woken by.
 *
 * @module
 */

import type { Clock } from "./clock.ts";

/** Puts off what is to be done before this turn ends; `queueMicrotask` does that on a thread with an event loop. */
export type Defer = (run: () => void) => void;

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** One thread's turns. */
export class Turns {
  readonly clock: Clock;
  #deferred: (() => void)[] = [];
  /** The next to be due first. */
  readonly #timers: Timer[] = [];

  /** @param now Tells the time, in milliseconds since 1970. */
  constructor(now: () => number) {
    this.clock = { now, schedule: (ms, run) => this.#schedule(ms, run) };
  }

  readonly defer: Defer = (run) => {
    this.#deferred.push(run);
  };

  /** Milliseconds until the next timer is due. */
  get idle(): number {
    const [next] = this.#timers;
    return next === undefined ? Infinity : Math.max(0, next.at - this.clock.now());
  }

  /** Runs the timers that are due, and all that is put off, also meanwhile. */
  run(): void {
    const now = this.clock.now();
    const due = this.#timers.filter(({ at }) => at <= now);
    // One may take back another that is due with it.
    for (const timer of due) if (this.#forget(timer)) timer.run();
    while (this.#deferred.length > 0) {
      const deferred = this.#deferred;
      this.#deferred = [];
      for (const run of deferred) run();
    }
  }

  #schedule(ms: number, run: () => void): () => void {
    const timer = { at: this.clock.now() + ms, run };
    // Looked for from the end: of thousands, most are as long as this.
    const before = this.#timers.findLastIndex(({ at }) => at <= timer.at);
    this.#timers.splice(before + 1, 0, timer);
    return () => this.#forget(timer);
  }

  #forget(timer: Timer): boolean {
    const place = this.#timers.indexOf(timer);
    if (place === -1) return false;
    this.#timers.splice(place, 1);
    return true;
  }
}
