/**
 * How fast a connection is read: in small pieces while it is quiet, in large ones while it is busy, and where others wait
 * meanwhile, in smaller ones with a rest behind each. It must not know what is read.
 *
 * @module
 */

import type { Clock } from "../actors/runtime/clock.ts";

/** How a connection shares the thread with others. */
export interface Share {
  /** Something came from it. */
  readonly heard: () => void;
  /** Whether there are others, who should not have to wait for it. */
  readonly othersWait: () => boolean;
}

/** Bytes that a quiet connection keeps ready for reading: a line of chat; thousands of connections are quiet. */
const SMALL_READ = 2_048;

/**
 * Bytes that a busy connection reads at once: what comes of them holds this thread up for a millisecond or two, for which all
 * others wait.
 */
const LARGE_READ = 65_536;

/** The same where others do wait. Twice as many bring a third more texts, and let the others wait for a third longer. */
const SHARED_READ = 16_384;

/** Milliseconds at most for which a busy connection rests where others wait: who is slow for other reasons is not to be held up. */
const MAX_REST = 25;

const alone: Share = { heard() {}, othersWait: () => false };

/** The pace of one connection. */
export class Pace {
  readonly #clock: Clock;
  #share = alone;
  /** Whether the last read brought as much as it could, and when that was. */
  #busy = false;
  #readAt = 0;
  #resting = false;
  #wake = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
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

  /** Whether it is to be read now, where `unread` bytes wait to be dealt with and up to `ahead` may. */
  allows(unread: number, ahead: number): boolean {
    return !this.#resting && unread < (this.#givesWay ? 1 : ahead);
  }

  /** A read has brought `count` bytes of the `size` that it could. */
  hasRead(count: number, size: number): void {
    this.#busy = count === size;
    this.#readAt = this.#clock.now();
    this.#share.heard();
  }

  /** All that was read is dealt with. Where it has to rest first, `readOn` is called behind that. */
  dealtWith(readOn: () => void): void {
    if (!this.#givesWay || this.#resting) return;
    this.#resting = true;
    const took = this.#clock.now() - this.#readAt;
    this.#wake = this.#clock.schedule(Math.min(Math.max(1, took), MAX_REST), () => {
      this.#resting = false;
      readOn();
    });
  }

  /** Rests no more. */
  stop(): void {
    this.#wake();
  }

  /** Whether it has much to say, and others wait: then it is one read at a time, and a rest as long as that took. */
  get #givesWay(): boolean {
    return this.#busy && this.#share.othersWait();
  }
}
