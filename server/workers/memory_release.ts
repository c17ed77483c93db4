/**
 * Gives memory back to the system after many clients have left. V8 collects old objects only while
 * new ones arrive, and the server's task disables its other triggers
 * (`docs/decisions/0022-marking.md`). When no client is left to cause allocations, the server must
 * collect by itself.
 *
 * @module
 */

import type { Clock } from "../../actors/runtime/clock.ts";

/**
 * Connections that must have ended. They free megabytes, which is worth the pause of a full
 * collection.
 */
const MIN_ENDED = 100;

/**
 * Milliseconds to wait after that, for a group that leaves together and for clients that reconnect.
 */
const DELAY_MS = 10_000;

/** Counts connections, and collects garbage after many have ended. */
export class MemoryRelease {
  readonly #clock: Clock;
  readonly #collect: () => void;
  #size = 0;
  /** The most connections since the last collection. */
  #peak = 0;
  #cancel: (() => void) | undefined;
  #stopped = false;

  /** @param collect Collects all garbage, and gives free memory back to the system. */
  constructor(clock: Clock, collect: () => void) {
    this.#clock = clock;
    this.#collect = collect;
  }

  /** A connection started. */
  connected(): void {
    this.#size++;
    this.#peak = Math.max(this.#peak, this.#size);
  }

  /** A connection ended. */
  disconnected(): void {
    this.#size--;
    if (this.#stopped || this.#cancel !== undefined || !this.#isSmall()) return;
    this.#cancel = this.#clock.schedule(DELAY_MS, () => {
      this.#cancel = undefined;
      if (!this.#isSmall()) return;
      this.#peak = this.#size;
      this.#collect();
    });
  }

  /** Stops for good. */
  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
  }

  #isSmall(): boolean {
    return this.#size <= this.#peak / 2 && this.#peak - this.#size >= MIN_ENDED;
  }
}
