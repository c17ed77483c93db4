/**
 * What crosses between a worker and the thread that started it: batches of envelopes, in plain data. All that one turn
 * of the event loop brings goes in one batch, since waking the other thread costs more than all that is copied
 * (`docs/decisions/0002-threads-and-batches.md`).
 *
 * @module
 */

import type { ExitReason } from "../actor.ts";
import type { Undelivered } from "../actor_cell.ts";
import type { Defer } from "../actor_system.ts";

/** Carries a message to an actor, wherever it lives. */
export interface Delivery {
  readonly type: "deliver";
  readonly to: string;
  readonly message: unknown;
}

/** To a worker. */
export type ToWorker =
  | Delivery
  | {
    readonly type: "spawn";
    readonly id: string;
    /** Its name among those that the worker can start. */
    readonly actor: string;
    readonly mailbox: number;
    readonly init: unknown;
  }
  | { readonly type: "stop"; readonly id: string }
  | { readonly type: "kill"; readonly id: string };

/** From a worker. */
export type FromWorker =
  | Delivery
  | { readonly type: "exited"; readonly id: string; readonly reason: ExitReason }
  | { readonly type: "undelivered"; readonly reason: Undelivered; readonly count: number };

/**
 * Collects what is sent within one turn and posts it at the turn's end.
 */
export class BatchSender<E> {
  readonly #post: (batch: readonly E[]) => void;
  readonly #defer: Defer;
  #batch: E[] = [];

  /**
   * @param post Hands a batch to the other thread.
   * @param defer Puts off what ends the turn.
   */
  constructor(post: (batch: readonly E[]) => void, defer: Defer = queueMicrotask) {
    this.#post = post;
    this.#defer = defer;
  }

  /** Adds an envelope to the batch that leaves at this turn's end. */
  add(envelope: E): void {
    // The run of the actors is itself put off, so this comes when all of them have had their turns.
    if (this.#batch.length > 0) {
      this.#batch.push(envelope);
      return;
    }
    // Most often it stays the only one, which an array made for it takes the least for.
    this.#batch = [envelope];
    this.#defer(this.#flush);
  }

  readonly #flush = (): void => {
    const batch = this.#batch;
    this.#batch = [];
    this.#post(batch);
  };
}
