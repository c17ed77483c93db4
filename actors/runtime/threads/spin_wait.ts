/**
 * When a waiting thread looks for a message again and again instead of sleeping. Waking a thread
 * takes longer than handling a short message, so a thread that waited only briefly the last time
 * does not sleep at once ("spin, then block": Karlin, Li, Manasse and Owicki, 1991,
 * https://doi.org/10.1145/121132.286599). It must not know the messages.
 *
 * @module
 */

/**
 * Milliseconds that a thread spins before it sleeps: the time between two messages of a lively
 * conversation. It also bounds the waste of a core.
 */
export const SPIN_MS = 1;

/**
 * Waits shorter than this many milliseconds are brief: the next message may come during a spin.
 * Being woken takes part of the time.
 */
const BRIEF_MS = 2;

/** Milliseconds of work. More work means many messages, and then others need the cores. */
const LIGHT_WORK_MS = 0.3;

/** The score from which a thread spins. A client that has just joined stays below it. */
const SPIN_SCORE = 4;

/** The highest score, so that a thread soon stops spinning after a lively conversation. */
const MAX_SCORE = 8;

/**
 * What a long wait takes from the score. With half as many long waits as brief ones, a thread does
 * not spin.
 */
const LONG_WAIT_COST = 2;

/** What a thread has just done. */
export interface Round {
  /** Milliseconds that it waited, spinning or asleep. */
  readonly waited: number;
  /** Milliseconds that it then worked. */
  readonly worked: number;
  /**
   * How many actors live there. Where many share a thread, brief waits say nothing about one
   * conversation.
   */
  readonly load: number;
}

/** Decides for one thread, by a saturating counter of brief waits, as in branch prediction. */
export class AdaptiveSpin {
  #score = 0;

  /** Returns whether the thread should spin now. */
  shouldSpin({ waited, worked, load }: Round): boolean {
    const isBrief = waited < BRIEF_MS;
    this.#score = isBrief
      ? Math.min(this.#score + 1, MAX_SCORE)
      : Math.max(this.#score - LONG_WAIT_COST, 0);
    return isBrief && worked < LIGHT_WORK_MS && load === 1 && this.#score >= SPIN_SCORE;
  }
}

/** The slot for the one thread that may spin, as it crosses to a thread. */
export interface SpinSlotMemory {
  /** The number of the channel whose thread spins; 0 if none does. */
  readonly holder: SharedArrayBuffer;
  /** This channel's number, from 1 on. */
  readonly channel: number;
}

/**
 * The slot as one channel sees it. One thread spins at a time, so that the others have all the
 * other cores.
 */
export class SpinSlot {
  readonly #holder: Int32Array;
  readonly #line: number;

  constructor({ holder, channel: line }: SpinSlotMemory) {
    this.#holder = new Int32Array(holder);
    this.#line = line;
  }

  /** Whether this channel's thread has the slot. */
  get isTaken(): boolean {
    return Atomics.load(this.#holder, 0) === this.#line;
  }

  /** Takes the slot, if it is free. */
  take(): boolean {
    return Atomics.compareExchange(this.#holder, 0, 0, this.#line) === 0;
  }

  /** Frees the slot, if this channel's thread has it. Also called for a thread that has died. */
  release(): void {
    Atomics.compareExchange(this.#holder, 0, this.#line, 0);
  }
}
