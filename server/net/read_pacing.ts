/**
 * How fast a connection is read: in small pieces while it is quiet, in large ones while it is busy.
 * If others wait meanwhile, the pieces are smaller, and a pause follows each. It must not know what
 * is read.
 *
 * @module
 */

import type { Clock } from "../../actors/runtime/clock.ts";

/** How a connection shares its thread with others. */
export interface Share {
  /** Called when bytes came from the connection. */
  readonly heard: () => void;
  /** Whether other connections have something to do. */
  readonly othersWait: () => boolean;
}

/** Bytes that a quiet connection keeps ready for reading. Thousands of connections are quiet. */
const SMALL_READ = 1_024;

/**
 * Bytes that a busy connection reads at once. Handling them takes a millisecond or two, and all
 * others wait for that.
 */
const LARGE_READ = 65_536;

/** The same while others wait. More would let the others wait longer for little gain. */
const SHARED_READ = 16_384;

/**
 * Milliseconds after which the connection is read again, although its bytes are not consumed. Its
 * acks are behind the texts that it may not say yet, and somebody else may wait for those acks.
 */
const MAX_PAUSE = 25;

const alone: Share = { heard() {}, othersWait: () => false };

/** The pacing of one connection. */
export class ReadPacing {
  readonly #clock: Clock;
  readonly #readOn: () => void;
  #share = alone;
  /** True if the last read was full. */
  #busy = false;
  /** When the read was that the pause follows. */
  #readAt = 0;
  #paused = false;
  #wake: (() => void) | undefined;

  /** @param readOn Called at the end of a pause. */
  constructor(clock: Clock, readOn: () => void) {
    this.#clock = clock;
    this.#readOn = readOn;
  }

  /** From now on there may be other connections. */
  share(share: Share): void {
    this.#share = share;
  }

  /** Bytes of the next read at most. */
  get size(): number {
    if (!this.#busy) return SMALL_READ;
    return this.#share.othersWait() ? SHARED_READ : LARGE_READ;
  }

  /** Whether the connection should not be read now. */
  get isPaused(): boolean {
    return this.#paused;
  }

  /** A read brought `count` of `size` bytes. If it was full and others wait, a pause begins. */
  recordRead(count: number, size: number): void {
    this.#busy = count === size;
    this.#share.heard();
    if (!this.#busy || !this.#share.othersWait()) return;
    this.#readAt = this.#clock.now();
    this.#pause(MAX_PAUSE);
  }

  /** All bytes are consumed. A pause now ends after as long again as that took. */
  consumed(): void {
    if (!this.#paused) return;
    const took = this.#clock.now() - this.#readAt;
    this.#pause(Math.min(Math.max(1, took), MAX_PAUSE));
  }

  /** Cancels a pause. */
  stop(): void {
    this.#wake?.();
  }

  #pause(ms: number): void {
    this.#wake?.();
    this.#paused = true;
    this.#wake = this.#clock.schedule(ms, () => {
      this.#paused = false;
      this.#readOn();
    });
  }
}
