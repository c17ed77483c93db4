/**
 * Where machines run in a test: in one turn after another, at once, on a clock that stands still. It knows neither what
 * they are nor what they say.
 *
 * @module
 */

import type { Clock } from "../../../actors/runtime/clock.ts";

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** Turns and time. A property test of thousands of runs has no time for promises. */
export class Stage implements Clock {
  #now = Date.UTC(2026, 10, 23);
  #turns: (() => void)[] = [];
  #timers: Timer[] = [];

  /** When the next timer is due; `undefined` where none waits. */
  get next(): number | undefined {
    return this.#earliest()?.at;
  }

  readonly now = (): number => this.#now;

  readonly schedule = (ms: number, run: () => void): () => void => {
    const timer = { at: this.#now + ms, run };
    this.#timers.push(timer);
    return () => this.#forget(timer);
  };

  /** Does something behind all that waits to be done. */
  post(turn: () => void): void {
    this.#turns.push(turn);
  }

  /** Does all that waits, and what comes of it; at most so many turns. */
  settle(most = Infinity): void {
    let done = 0;
    while (done < this.#turns.length && done < most) this.#turns[done++]?.();
    this.#turns = this.#turns.slice(done);
  }

  /** Lets time pass, and does what is due, each at its time. */
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
