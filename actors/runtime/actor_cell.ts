/**
 * One actor from start to end. It decides which message comes next and what counts as a crash, and
 * puts a request to stop ahead of waiting messages. It knows its system only through {@linkcode
 * CellEnvironment}.
 *
 * @module
 */

import {
  type ActorContext,
  type ActorRef,
  type Address,
  type Behavior,
  describeError,
  type ExitReason,
  type SpawnOptions,
  type Start,
} from "./actor.ts";
import type { Clock } from "./clock.ts";
import { Mailbox } from "./mailbox.ts";

/**
 * Messages that one actor handles before the next has its turn, so that a busy actor does not
 * starve the others.
 */
const MESSAGES_PER_TURN = 64;

/** Why a message could not be delivered. */
export type Undelivered =
  | "no such actor"
  | "no such node"
  | "ended before its turn"
  | "mailbox full";

/** What the system needs of a cell, independent of its message type. */
export interface Cell {
  readonly put: (message: unknown) => void;
  readonly turn: () => void;
}

/**
 * What cells need of their system. All cells share one object, since there are thousands of them.
 */
export interface CellEnvironment {
  readonly clock: Clock;
  readonly send: <T>(to: Address<T>, message: T) => void;
  readonly ready: (cell: Cell) => void;
  readonly undelivered: (reason: Undelivered, count: number) => void;
  readonly gone: (address: string) => void;
}

/** One actor: its behavior, its mailbox and its timers. */
export class ActorCell<M> implements Cell {
  readonly #self: ActorRef<M>;
  readonly #options: SpawnOptions;
  readonly #environment: CellEnvironment;
  readonly #mailbox: Mailbox<M>;
  /** Cancel the pending timers. Most actors have none most of the time. */
  #timers: Set<() => void> | undefined;
  #behavior: Behavior<M> | undefined;
  #stopping: "no" | "requested" | "delivered" = "no";
  #isReady = false;
  #started = false;
  /** Why it ended, once it has. */
  #reason: ExitReason | undefined;

  constructor(self: ActorRef<M>, options: SpawnOptions, environment: CellEnvironment) {
    this.#self = self;
    this.#options = options;
    this.#environment = environment;
    this.#mailbox = new Mailbox(options.mailbox);
  }

  start(start: Start<M>): void {
    this.#guard(() => {
      this.#behavior = start(this.#context());
    });
    this.#started = true;
    if (this.#reason !== undefined) this.#reportEnd(this.#reason);
  }

  // The sender's side has checked the type: an Address<M> leads to no other cell than this.
  put(message: unknown): void {
    if (this.#mailbox.put(message as M)) return this.#becomeReady();
    this.#environment.undelivered("mailbox full", 1);
    this.#end({ type: "crashed", error: `Mailbox full: ${this.#options.mailbox} messages wait` });
  }

  stop(): void {
    if (this.#stopping !== "no") return;
    this.#stopping = "requested";
    this.#becomeReady();
  }

  kill(): void {
    this.#end({ type: "killed" });
  }

  turn(): void {
    this.#isReady = false;
    for (let handled = 0; handled < MESSAGES_PER_TURN && this.#reason === undefined; handled++) {
      // Checked before every message: a request to stop goes ahead of the mailbox.
      if (this.#stopping === "requested") this.#deliverStop();
      if (this.#mailbox.size === 0) return;
      // The line above has checked that there is one.
      const message = this.#mailbox.take() as M;
      try {
        this.#behavior?.receive(message);
      } catch (error) {
        this.#crash(error);
      }
    }
    if (this.#mailbox.size > 0) this.#becomeReady();
  }

  #deliverStop(): void {
    this.#stopping = "delivered";
    const behavior = this.#behavior;
    if (behavior?.stop === undefined) this.#end({ type: "shutdown" });
    else this.#guard(() => behavior.stop?.());
  }

  #becomeReady(): void {
    if (this.#isReady || this.#reason !== undefined) return;
    this.#isReady = true;
    this.#environment.ready(this);
  }

  #guard(run: () => void): void {
    try {
      run();
    } catch (error) {
      this.#crash(error);
    }
  }

  #crash(error: unknown): void {
    this.#end({ type: "crashed", error: describeError(error) });
  }

  #end(reason: ExitReason): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    for (const cancel of this.#timers ?? []) cancel();
    this.#timers = undefined;
    this.#environment.undelivered("ended before its turn", this.#mailbox.clear());
    this.#environment.gone(this.#self.address);
    // An actor that ends during its start has no behavior yet. `start` then reports the end.
    if (this.#started) this.#reportEnd(reason);
  }

  #reportEnd(reason: ExitReason): void {
    try {
      this.#behavior?.ended?.(reason);
    } catch (error) {
      // The actor is gone all the same, but its parent must know that its last call failed.
      reason = { type: "crashed", error: describeError(error) };
    }
    this.#options.exited?.(reason);
  }

  #context(): ActorContext<M> {
    const { clock, send } = this.#environment;
    return {
      self: this.#self,
      clock,
      send,
      after: (ms, message) => this.#after(ms, message),
      exit: (reason = { type: this.#stopping === "no" ? "normal" : "shutdown" }) =>
        this.#end(reason),
    };
  }

  #after(ms: number, message: M): () => void {
    if (this.#reason !== undefined) return () => {};
    // Cleared after use. An actor may keep `cancel` as long as it lives, and must not keep the
    // timer's message with it.
    let unschedule: (() => void) | undefined = this.#environment.clock.schedule(ms, () => {
      forget();
      this.put(message);
    });
    const forget = () => {
      unschedule = undefined;
      this.#timers?.delete(cancel);
      if (this.#timers?.size === 0) this.#timers = undefined;
    };
    const cancel = () => {
      unschedule?.();
      forget();
    };
    this.#timers ??= new Set();
    this.#timers.add(cancel);
    return cancel;
  }
}
