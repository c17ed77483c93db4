/**
 * The turns of a thread that has no event loop: what it has put off, and which of its timers are due. Whoever drives it sleeps
 * between two turns; it must not know how, nor by what it is woken.
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
  /** Those that are due soonest first; of those due together, the one that was scheduled first. */
  readonly #timers: Timer[] = [];

  /**
   * @param now Tells the time, in milliseconds since 1970.
   * @param elapsed Milliseconds since whenever, by which timers go: the time may be set back by an hour.
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

  /** Runs the timers that are due, and then all that is put off, also meanwhile. */
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
    // One may take back another that is due with it. What they schedule waits for the next turn, and what came meanwhile.
    for (const timer of due) if (this.#forget(timer)) timer.run();
  }

  #schedule(ms: number, run: () => void): () => void {
    const timer = { at: this.#elapsed() + ms, run };
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
