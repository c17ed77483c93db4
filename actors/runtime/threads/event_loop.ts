/**
 * The turns of a thread that has no event loop: its postponed calls, and its timers. It must not
 * know how the thread sleeps between two turns, nor what wakes it.
 *
 * @module
 */

import type { Defer } from "../actor_system.ts";
import type { Clock } from "../clock.ts";

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** One thread's turns. */
export class EventLoop {
  readonly clock: Clock;
  readonly #elapsed: () => number;
  #deferred: (() => void)[] = [];
  /** The soonest due first; of those due together, the first scheduled first. */
  readonly #timers: Timer[] = [];

  /**
   * @param now Milliseconds since 1970.
   * @param elapsed Milliseconds since any fixed moment. Timers use this, since the system time may
   * be set back.
   */
  constructor(now: () => number, elapsed: () => number) {
    this.#elapsed = elapsed;
    this.clock = { now, schedule: (ms, run) => this.#schedule(ms, run) };
  }

  readonly defer: Defer = (run) => {
    this.#deferred.push(run);
  };

  /** Milliseconds until the next timer is due; `Infinity` without one. */
  get untilNextTimer(): number {
    const next = this.#timers[0];
    return next === undefined ? Infinity : Math.max(0, next.at - this.#elapsed());
  }

  /** Runs the timers that are due, and then all postponed calls, including those made meanwhile. */
  run(): void {
    if (this.untilNextTimer === 0) this.#runDue();
    while (this.#deferred.length > 0) {
      const deferred = this.#deferred;
      this.#deferred = [];
      for (const run of deferred) run();
    }
  }

  #runDue(): void {
    const now = this.#elapsed();
    const due = this.#timers.filter(({ at }) => at <= now);
    // A timer may cancel another that is due with it. Timers scheduled here wait for the next turn.
    for (const timer of due) if (this.#remove(timer)) timer.run();
  }

  #schedule(ms: number, run: () => void): () => void {
    const timer = { at: this.#elapsed() + ms, run };
    // Searched from the end: of thousands of timers, most are as long as this one.
    const before = this.#timers.findLastIndex(({ at }) => at <= timer.at);
    this.#timers.splice(before + 1, 0, timer);
    return () => this.#remove(timer);
  }

  #remove(timer: Timer): boolean {
    const place = this.#timers.indexOf(timer);
    if (place === -1) return false;
    this.#timers.splice(place, 1);
    return true;
  }
}
