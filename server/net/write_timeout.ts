/**
 * Watches all connections' writes with one timer: to set one for each write would cost more than the write, and one for each
 * connection half a kilobyte. It counts its own ticks and asks no clock for the time, which somebody may set. It knows nothing of
 * what is written.
 *
 * @module
 */

import type { Clock } from "../../actors/runtime/clock.ts";

/** Milliseconds that one write may take: a line that takes a minute for a page is dead, and its place then better used. */
export const PATIENCE = 60_000;

/** Milliseconds: so much later it may be seen. Nothing ticks where nothing is written. */
export const TICK = 1_000;

/** Who writes. */
export interface Writer {
  /** Called when a write has taken too long. */
  readonly destroy: () => void;
}

/** The writes of one server that are under way. */
export class WriteWatch {
  readonly #clock: Clock;
  /** Since which tick, the oldest first. */
  readonly #writes = new Map<Writer, number>();
  #ticks = 0;
  #cancel: (() => void) | undefined;
  #stopped = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A write begins; its writer has no other. */
  begin(writer: Writer): void {
    this.#writes.set(writer, this.#ticks);
    if (this.#cancel === undefined) this.#awaitTick();
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

  #awaitTick(): void {
    if (this.#stopped) return;
    this.#cancel = this.#clock.schedule(TICK, () => {
      this.#cancel = undefined;
      this.#ticks++;
      const late = this.#takeLate();
      if (this.#writes.size > 0) this.#awaitTick();
      for (const writer of late) writer.destroy();
    });
  }

  #takeLate(): readonly Writer[] {
    const late: Writer[] = [];
    for (const [writer, since] of this.#writes) {
      // It may have begun just before the first of these ticks.
      if ((this.#ticks - since) * TICK <= PATIENCE) break;
      late.push(writer);
      this.#writes.delete(writer);
    }
    return late;
  }
}
