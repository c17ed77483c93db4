/**
 * One actor from start to end: whose message is next, what a crash is, and that being told to stop comes before what
 * waits in the mailbox. It knows its system only as a place to say "I am ready" and "I am gone".
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

/** Messages one actor handles before the next has its turn: keeps a loud one from starving the rest. */
const TURN = 64;

/** Why a message could not be delivered. */
export type Undelivered =
  | "no such actor"
  | "no such node"
  | "ended before its turn"
  | "mailbox full";

/** What the system needs of a cell, whatever its messages are. */
export interface Cell {
  readonly put: (message: unknown) => void;
  readonly turn: () => void;
}

/** What cells need of their system; one for all, since there are thousands of them. */
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
  readonly #host: CellEnvironment;
  readonly #mailbox: Mailbox<M>;
  /** Take back what is to come. Most actors have none most of the time. */
  #timers: Set<() => void> | undefined;
  #behavior: Behavior<M> | undefined;
  #stopping: "no" | "asked" | "told" = "no";
  #waiting = false;
  #started = false;
  /** Why it ended, once it has. */
  #reason: ExitReason | undefined;

  constructor(self: ActorRef<M>, options: SpawnOptions, host: CellEnvironment) {
    this.#self = self;
    this.#options = options;
    this.#host = host;
    this.#mailbox = new Mailbox(options.mailbox);
  }

  start(start: Start<M>): void {
    this.#guard(() => {
      this.#behavior = start(this.#context());
    });
    this.#started = true;
    if (this.#reason !== undefined) this.#farewell(this.#reason);
  }

  // The message's type was checked where it was sent: an Address<M> leads to no other cell than this.
  put(message: unknown): void {
    if (this.#mailbox.put(message as M)) return this.#wait();
    this.#host.undelivered("mailbox full", 1);
    this.#end({ type: "crashed", error: `Mailbox full: ${this.#options.mailbox} messages wait` });
  }

  stop(): void {
    if (this.#stopping !== "no") return;
    this.#stopping = "asked";
    this.#wait();
  }

  kill(): void {
    this.#end({ type: "killed" });
  }

  turn(): void {
    this.#waiting = false;
    for (let handled = 0; handled < TURN && this.#reason === undefined; handled++) {
      // Before every message, not only at the turn's start: to be told to stop comes first.
      if (this.#stopping === "asked") this.#tell();
      if (this.#mailbox.size === 0) return;
      // There is one: the line above looked.
      const message = this.#mailbox.take() as M;
      try {
        this.#behavior?.receive(message);
      } catch (error) {
        this.#crash(error);
      }
    }
    if (this.#mailbox.size > 0) this.#wait();
  }

  #tell(): void {
    this.#stopping = "told";
    const behavior = this.#behavior;
    if (behavior?.stop === undefined) this.#end({ type: "shutdown" });
    else this.#guard(() => behavior.stop?.());
  }

  #wait(): void {
    if (this.#waiting || this.#reason !== undefined) return;
    this.#waiting = true;
    this.#host.ready(this);
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
    this.#host.undelivered("ended before its turn", this.#mailbox.clear());
    this.#host.gone(this.#self.address);
    // What ends while it starts has nothing yet that could let go of what it holds: then its start's end comes first.
    if (this.#started) this.#farewell(reason);
  }

  #farewell(reason: ExitReason): void {
    try {
      this.#behavior?.ended?.(reason);
    } catch (error) {
      // It is gone whatever it says; but its parent should know that its last act failed.
      reason = { type: "crashed", error: describeError(error) };
    }
    this.#options.exited?.(reason);
  }

  #context(): ActorContext<M> {
    const { clock, send } = this.#host;
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
    // Let go once it is of no use any more: whoever may take a timer back keeps what does so for as long as it lives.
    let unschedule: (() => void) | undefined = this.#host.clock.schedule(ms, () => {
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
