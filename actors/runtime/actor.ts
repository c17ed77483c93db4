/**
 * An actor: something with an address that handles one message at a time. This module must not know
 * where an actor lives, nor what a chat is.
 *
 * @module
 */

import type { Clock } from "./clock.ts";

declare const accepts: unique symbol;

/**
 * Names an actor in plain data, as `NODE/ID`. An address can be part of a message and cross to
 * another thread. `M` is the type of message that the actor takes. `M` is contravariant: an actor
 * that takes more can stand in for one that takes less, never the reverse. Only an {@linkcode
 * ActorSystem} makes addresses.
 */
export type Address<M> = string & { readonly [accepts]: (message: M) => void };

/**
 * The only way to reach an actor. It does not show where the actor lives: on this thread, in a
 * worker, later on another machine. `send` is a property because TypeScript checks methods
 * bivariantly.
 */
export interface ActorRef<M> {
  readonly address: Address<M>;
  /**
   * Puts `message` in the actor's mailbox, or counts it as undelivered. Never throws, never waits.
   */
  readonly send: (message: M) => void;
}

/** Why an actor ended, in plain data. An `Error` would lose its fields between threads. */
export type ExitReason =
  /** It finished its work. */
  | { readonly type: "normal" }
  /** Its parent asked it to stop, and it did. */
  | { readonly type: "shutdown" }
  /** It took too long to stop, or was ended without being asked. */
  | { readonly type: "killed" }
  /** It threw, overflowed its mailbox, or its worker died. */
  | { readonly type: "crashed"; readonly error: string };

/** What an actor does. The system calls these one at a time. */
export interface Behavior<M> {
  /** Handles one message. An exception is a crash. */
  readonly receive: (message: M) => void;
  /**
   * Handles the request to stop: finishes and calls {@linkcode ActorContext.exit} within the
   * shutdown time. An actor without `stop` ends at once.
   */
  readonly stop?: () => void;
  /** The last call, for any reason, also after a kill: releases what the actor holds. */
  readonly ended?: (reason: ExitReason) => void;
}

/** What an actor may use. */
export interface ActorContext<M> {
  readonly self: ActorRef<M>;
  readonly clock: Clock;
  /** Sends to any actor whose address it has. */
  readonly send: <T>(to: Address<T>, message: T) => void;
  /**
   * Sends `message` to the actor itself in `ms` milliseconds, unless cancelled or ended by then.
   *
   * @returns Cancels the timer.
   */
  readonly after: (ms: number, message: M) => () => void;
  /** Ends this actor. Messages left in its mailbox count as undelivered. */
  readonly exit: (reason?: ExitReason) => void;
}

/** Starts an actor. An exception is a crash at the start. */
export type Start<M> = (context: ActorContext<M>) => Behavior<M>;

/** A running child, as its supervisor sees it. A repeated call does nothing. */
export interface Child {
  /** Asks it to stop. Its exit says when it has. */
  readonly stop: () => void;
  /** Ends it now. */
  readonly kill: () => void;
}

/** What is fixed when an actor starts. */
export interface SpawnOptions {
  /** The most messages that may wait. One more is a crash: some sender ignores its flow control. */
  readonly mailbox: number;
  /** Called once, when the actor has ended. */
  readonly exited?: (reason: ExitReason) => void;
}

/**
 * Describes an error in one line, without a stack: a stack is for developers, and this text may
 * reach others.
 */
export function describeError(error: unknown): string {
  return textOf(error).replaceAll(/\s+/g, " ").slice(0, 500);
}

function textOf(error: unknown): string {
  try {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  } catch {
    // Any value can be thrown, even one without a text, such as an object without a prototype.
    return "A value without a text was thrown";
  }
}
