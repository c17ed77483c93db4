/**
 * Watches all connections' writes with one timer: to set one for each write would cost more than the write, and one for each
 * connection half a kilobyte. It knows nothing of what is written.
 *
 * @module
 */

import type { Clock } from "../actors/runtime/clock.ts";

/** Milliseconds that one write may take: a line that takes a minute for a page is dead, and its place then better used. */
export const PATIENCE = 60_000;

/** Who writes. */
export interface Writer {
  /** Called when a write has taken too long. */
  readonly destroy: () => void;
}

/** The writes of one server that are under way. */
export class WriteWatch {
  readonly #clock: Clock;
  /** Since when, the oldest first. */
  readonly #writes = new Map<Writer, number>();
  #cancel: (() => void) | undefined;
  #stopped = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A write begins; its writer has no other. */
  begin(writer: Writer): void {
    this.#writes.set(writer, this.#clock.now());
    if (this.#cancel === undefined) this.#look(PATIENCE);
  }

  /** It is done, or given up. */
  end(writer: Writer): void {
    this.#writes.delete(writer);
  }

  /** Watches no more, for good. */
  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
  }

  #look(ms: number): void {
    if (this.#stopped) return;
    this.#cancel = this.#clock.schedule(ms, () => {
      this.#cancel = undefined;
      const now = this.#clock.now();
      for (const [writer, since] of this.#writes) {
        const left = since + PATIENCE - now;
        if (left > 0) return this.#look(left);
        this.#writes.delete(writer);
        writer.destroy();
      }
    });
  }
}
