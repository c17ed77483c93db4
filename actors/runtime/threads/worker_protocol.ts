/**
 * What crosses between a worker and its starter: batches of envelopes, in plain data. All that one
 * turn sends crosses in one batch, since waking the other thread costs more than copying
 * (`docs/decisions/0002-threads-and-batches.md`).
 *
 * @module
 */

import type { ExitReason } from "../actor.ts";
import type { Undelivered } from "../actor_cell.ts";
import type { Defer } from "../actor_system.ts";

/** Carries a message to an actor. */
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
    /** Which actor to start, by its name among those that the worker can start. */
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

/** Collects the envelopes of one turn and sends them at its end. */
export class BatchSender<E> {
  readonly #post: (batch: readonly E[]) => void;
  readonly #defer: Defer;
  #batch: E[] = [];

  /**
   * @param post Sends a batch to the other thread.
   * @param defer Postpones a call to the end of the turn.
   */
  constructor(post: (batch: readonly E[]) => void, defer: Defer = queueMicrotask) {
    this.#post = post;
    this.#defer = defer;
  }

  /** Adds an envelope to this turn's batch. */
  add(envelope: E): void {
    // The actors' turns are themselves deferred, so the batch is sent after all of them.
    if (this.#batch.length > 0) {
      this.#batch.push(envelope);
      return;
    }
    // A batch usually has one envelope. A new array is the cheapest way to hold one.
    this.#batch = [envelope];
    this.#defer(this.#flush);
  }

  readonly #flush = (): void => {
    const batch = this.#batch;
    this.#batch = [];
    this.#post(batch);
  };
}
