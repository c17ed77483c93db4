/**
 * Runs actors in turns, synchronously, on a clock that only the test moves. It does not know what
 * they do.
 *
 * @module
 */

import type { Clock } from "../../../actors/runtime/clock.ts";

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** Turns and time. Thousands of runs have no time for promises. */
export class Stage implements Clock {
  #now = Date.UTC(2026, 10, 23);
  #turns: (() => void)[] = [];
  #timers: Timer[] = [];

  /** Time of the next timer; `undefined` if there is none. */
  get next(): number | undefined {
    return this.#earliest()?.at;
  }

  readonly now = (): number => this.#now;

  readonly schedule = (ms: number, run: () => void): () => void => {
    const timer = { at: this.#now + ms, run };
    this.#timers.push(timer);
    return () => this.#forget(timer);
  };

  /** Queues a turn. */
  post(turn: () => void): void {
    this.#turns.push(turn);
  }

  /** Runs queued turns and those that they queue, at most so many. */
  settle(most = Infinity): void {
    let done = 0;
    while (done < this.#turns.length && done < most) this.#turns[done++]?.();
    this.#turns = this.#turns.slice(done);
  }

  /** Moves the clock, and runs each timer at its time. */
  passTo(end: number): void {
    this.settle();
    for (;;) {
      const next = this.#earliest();
      if (next === undefined || next.at > end) break;
      this.#forget(next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
      this.settle();
    }
    this.#now = Math.max(this.#now, end);
  }

  #earliest(): Timer | undefined {
    let earliest: Timer | undefined;
    for (const timer of this.#timers) {
      if (earliest === undefined || timer.at < earliest.at) earliest = timer;
    }
    return earliest;
  }

  #forget(timer: Timer): void {
    const place = this.#timers.indexOf(timer);
    if (place !== -1) this.#timers.splice(place, 1);
  }
}
