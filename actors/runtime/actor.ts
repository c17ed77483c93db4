/**
 * What an actor is: something with an address that handles one message at a time. This module knows neither where an
 * actor lives nor what a chat is.
 *
 * @module
 */

import type { Clock } from "./clock.ts";

declare const accepts: unique symbol;

/**
 * Which actor, in plain data: `NODE/ID`. It can stand in a message and be sent to another thread. `M` is what the
 * actor takes; it is contravariant, so an actor that takes more can stand in for one that takes less, never the other
 * way round. Only an {@linkcode ActorSystem} makes addresses.
 */
export type Address<M> = string & { readonly [accepts]: (message: M) => void };

/**
 * The only way to reach an actor. It does not tell where the actor lives: same thread, a worker, later another
 * machine. `send` is a property and not a method, since methods are checked bivariantly.
 */
export interface ActorRef<M> {
  readonly address: Address<M>;
  /** Puts `message` in the actor's mailbox, or counts it as undelivered. Never throws, never waits. */
  readonly send: (message: M) => void;
}

/** Why an actor ended, in plain data: an `Error` loses its fields on its way between threads. */
export type ExitReason =
  /** Its work was done. */
  | { readonly type: "normal" }
  /** It was told to stop, and did. */
  | { readonly type: "shutdown" }
  /** It was told to stop and took too long, or was ended without being asked. */
  | { readonly type: "killed" }
  /** It threw, overflowed its mailbox, or its worker died. */
  | { readonly type: "crashed"; readonly error: string };

/** What an actor does. All is called one at a time. */
export interface Behavior<M> {
  /** Handles one message. To throw is to crash. */
  readonly receive: (message: M) => void;
  /**
   * Was told to stop: finishes and calls {@linkcode ActorContext.exit}, within its shutdown time. Without it, the
   * actor ends as soon as it is told.
   */
  readonly stop?: () => void;
  /** Called last, whatever the reason, also when killed: lets go of what it holds. */
  readonly ended?: (reason: ExitReason) => void;
}

/** What an actor may use. */
export interface ActorContext<M> {
  readonly self: ActorRef<M>;
  readonly clock: Clock;
  /** Sends to any actor that it has the address of. */
  readonly send: <T>(to: Address<T>, message: T) => void;
  /**
   * Sends itself `message` in `ms` milliseconds, unless taken back or ended by then.
   *
   * @returns Takes it back.
   */
  readonly after: (ms: number, message: M) => () => void;
  /** Ends this actor; what is still in its mailbox is counted as undelivered. */
  readonly exit: (reason?: ExitReason) => void;
}

/** Brings an actor to life; to throw is to crash at the start. */
export type Start<M> = (context: ActorContext<M>) => Behavior<M>;

/** A running child as its supervisor sees it. Both calls may be made again and do nothing then. */
export interface Child {
  /** Asks it to stop; its exit tells when it has. */
  readonly stop: () => void;
  /** Ends it now. */
  readonly kill: () => void;
}

/** What is fixed about an actor when it is started. */
export interface SpawnOptions {
  /** Messages its mailbox holds: one more is a crash, since something sends without regard for it. */
  readonly mailbox: number;
  /** Told once, when it has ended. */
  readonly exited?: (reason: ExitReason) => void;
}

/** What was wrong, as one line without a stack: stacks are for us, and this may travel. */
export function describeError(error: unknown): string {
  return textOf(error).replaceAll(/\s+/g, " ").slice(0, 500);
}

function textOf(error: unknown): string {
  try {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  } catch {
    // Anything may be thrown, also what has no text: an object without a prototype.
    return "Something without a text was thrown";
  }
}
