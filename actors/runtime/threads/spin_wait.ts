/**
 * When a thread that waits for a message looks for it again and again rather than sleep. To be woken takes longer than all
 * that is done for a short message, so whoever waited only briefly the last time does not go to sleep at once ("spin, then
 * block": Karlin, Li, Manasse and Owicki, 1991, https://doi.org/10.1145/121132.286599). It knows nothing of the messages.
 *
 * @module
 */

/** Milliseconds that a thread spins before it sleeps: what a lively talk takes to come round, and at most so much of a core. */
export const SPIN_MS = 1;

/** Milliseconds within which something came, so that the next may come while it spins; to be woken is part of it. */
const BRIEF = 2;

/** Milliseconds of work: behind more than that comes much, and others need the cores. */
const LIGHT = 0.3;

/** What the count of brief waits must have come to: whoever has just come, or only looks in, hears and says less than that. */
const LIVELY = 4;

/** Where the count ends, so that it does not take long to forget. */
const LIVELIEST = 8;

/** What a wait that was not brief takes from the count: half as many of them as of the brief ones, and the talk is not lively. */
const LULL = 2;

/** What a thread has just done. */
export interface Round {
  /** Milliseconds that it waited, spinning or asleep. */
  readonly waited: number;
  /** Milliseconds that it then worked. */
  readonly worked: number;
  /** How many actors live there: where many share a thread, something comes all the time, but for another one. */
  readonly load: number;
}

/** Decides for one thread, by a count of its waits that stops at both ends, as a processor foresees a branch. */
export class AdaptiveSpin {
  #lively = 0;

  /** Whether the thread is to spin now. */
  shouldSpin({ waited, worked, load }: Round): boolean {
    const isBrief = waited < BRIEF;
    this.#lively = isBrief
      ? Math.min(this.#lively + 1, LIVELIEST)
      : Math.max(this.#lively - LULL, 0);
    return isBrief && worked < LIGHT && load === 1 && this.#lively >= LIVELY;
  }
}

/** The place for the one thread that may spin, as it crosses to a thread. */
export interface SpinSlotMemory {
  /** The number of the line whose thread is there; 0: nobody. */
  readonly holder: SharedArrayBuffer;
  /** This line's number, from 1 on. */
  readonly channel: number;
}

/** The place as one line knows it: one thread spins at a time, so that the others have all the other cores. */
export class SpinSlot {
  readonly #holder: Int32Array;
  readonly #line: number;

  constructor({ holder, channel: line }: SpinSlotMemory) {
    this.#holder = new Int32Array(holder);
    this.#line = line;
  }

  /** Whether this line's thread is there. */
  get isTaken(): boolean {
    return Atomics.load(this.#holder, 0) === this.#line;
  }

  /** Takes it, if it is free. */
  take(): boolean {
    return Atomics.compareExchange(this.#holder, 0, 0, this.#line) === 0;
  }

  /** Leaves it, if this line's thread is there; also on behalf of one that has died. */
  release(): void {
    Atomics.compareExchange(this.#holder, 0, this.#line, 0);
  }
}
