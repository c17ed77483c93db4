/**
 * Gives memory back once many have gone. V8 collects what is old as more comes to it, and the server's task has it do so by no
 * other occasion (`docs/decisions/0022-marking.md`): where nobody is left to say anything, nothing more would come.
 *
 * @module
 */

import type { Clock } from "../../actors/runtime/clock.ts";

/** Connections that must have gone: what they had is some megabytes then, which are worth a pause of 0.1 s. */
const MANY = 100;

/** Milliseconds from then: who leaves together has left, and who only came back is there again. */
const REST = 10_000;

/** How many there are, and were. */
export class MemoryRelease {
  readonly #clock: Clock;
  readonly #collect: () => void;
  #size = 0;
  /** The most there have been since memory was given back. */
  #peak = 0;
  #cancel: (() => void) | undefined;
  #stopped = false;

  /** @param collect Collects all garbage there is, and gives back what is free then. */
  constructor(clock: Clock, collect: () => void) {
    this.#clock = clock;
    this.#collect = collect;
  }

  /** One more. */
  connected(): void {
    this.#size++;
    this.#peak = Math.max(this.#peak, this.#size);
  }

  /** One less. */
  disconnected(): void {
    this.#size--;
    if (this.#stopped || this.#cancel !== undefined || !this.#isSmall()) return;
    this.#cancel = this.#clock.schedule(REST, () => {
      this.#cancel = undefined;
      if (!this.#isSmall()) return;
      this.#peak = this.#size;
      this.#collect();
    });
  }

  /** Gives nothing back any more. */
  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
  }

  #isSmall(): boolean {
    return this.#size <= this.#peak / 2 && this.#peak - this.#size >= MANY;
  }
}
