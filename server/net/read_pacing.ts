/**
 * How fast a connection is read: in small pieces while it is quiet, in large ones while it is busy, and where others wait
 * meanwhile, in smaller ones with a rest behind each. It must not know what is read.
 *
 * @module
 */

import type { Clock } from "../../actors/runtime/clock.ts";

/** How a connection shares the thread with others. */
export interface Share {
  /** Something came from it. */
  readonly heard: () => void;
  /** Whether there are others, who should not have to wait for it. */
  readonly othersWait: () => boolean;
}

/** Bytes that a quiet connection keeps ready for reading: some lines of chat; thousands of connections are quiet. */
const SMALL_READ = 1_024;

/**
 * Bytes that a busy connection reads at once: what comes of them holds this thread up for a millisecond or two, for which all
 * others wait.
 */
const LARGE_READ = 65_536;

/** The same where others do wait. Twice as many bring a third more texts, and let the others wait for a third longer. */
const SHARED_READ = 16_384;

/**
 * Milliseconds after which it is read on all the same, also if what it read is not dealt with: its acks are behind what it may not
 * say yet, and whoever it waits for may wait for them.
 */
const MAX_REST = 25;

const alone: Share = { heard() {}, othersWait: () => false };

/** The pace of one connection. */
export class ReadPacing {
  readonly #clock: Clock;
  readonly #readOn: () => void;
  #share = alone;
  /** Whether the last read brought as much as it could; when the one was, behind which it rests. */
  #busy = false;
  #readAt = 0;
  #resting = false;
  #wake: (() => void) | undefined;

  /** @param readOn Called when it has rested. */
  constructor(clock: Clock, readOn: () => void) {
    this.#clock = clock;
    this.#readOn = readOn;
  }

  /** From now on there may be others. */
  sharedBy(share: Share): void {
    this.#share = share;
  }

  /** Bytes that the next read is to bring at most. */
  get size(): number {
    if (!this.#busy) return SMALL_READ;
    return this.#share.othersWait() ? SHARED_READ : LARGE_READ;
  }

  /** Whether it rests, and is not to be read now. */
  get rests(): boolean {
    return this.#resting;
  }

  /** A read has brought `count` bytes of the `size` that it could. If that was all, and others wait, it rests. */
  hasRead(count: number, size: number): void {
    this.#busy = count === size;
    this.#share.heard();
    if (!this.#busy || !this.#share.othersWait()) return;
    this.#readAt = this.#clock.now();
    this.#rest(MAX_REST);
  }

  /** All that was read is dealt with: if it rests, then for as long again as that took. */
  dealtWith(): void {
    if (!this.#resting) return;
    const took = this.#clock.now() - this.#readAt;
    this.#rest(Math.min(Math.max(1, took), MAX_REST));
  }

  /** Rests no more. */
  stop(): void {
    this.#wake?.();
  }

  #rest(ms: number): void {
    this.#wake?.();
    this.#resting = true;
    this.#wake = this.#clock.schedule(ms, () => {
      this.#resting = false;
      this.#readOn();
    });
  }
}
