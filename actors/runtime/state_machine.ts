/**
 * Actors as pure transitions: state + message → new state + effects. The state machine performs the
 * effects and nothing else, so tests can check every decision of an actor without running one.
 *
 * @module
 */

import { assertNever } from "../encoding/assert_never.ts";
import type { Address, Start } from "./actor.ts";

/** What a transition asks for, in plain data. `M` is the actor's own message type. */
export type Effect<M> =
  /** Send `message`. Made by {@linkcode send}, which checks that the receiver takes it. */
  | { readonly type: "send"; readonly to: Address<never>; readonly message: unknown }
  /**
   * Send yourself `message` in `ms` milliseconds. Replaces what is pending under the same `timer`.
   */
  | { readonly type: "after"; readonly timer: string; readonly ms: number; readonly message: M }
  /** Cancel this timer. */
  | { readonly type: "cancel"; readonly timer: string }
  /** End: the work is done. */
  | { readonly type: "exit" };

/** The new state, and the effects to perform. */
export interface Step<S, M> {
  readonly state: S;
  readonly effects: readonly Effect<M>[];
}

/**
 * One step of an actor. It is synchronous, has no effects of its own, and throws on no input.
 *
 * @param now Milliseconds since 1970.
 */
export type Transition<S, M> = (state: S, message: M, now: number) => Step<S, M>;

/** Holds the state of a state machine. One made outside the actor outlives its crash. */
export interface StateCell<S> {
  state: S;
}

/** An effect that sends `message`. */
export function send<M>(to: Address<M>, message: M): Effect<never> {
  // Every address takes `never`. The signature has checked that this one takes `message`.
  return { type: "send", to, message };
}

/**
 * An actor that runs a transition. A transition that throws has changed nothing. Its message is
 * lost, and an actor restarted on the same cell continues from the last good state.
 *
 * @param first Performed once, at the start.
 */
export function stateMachine<S, M>(
  cell: StateCell<S>,
  transition: Transition<S, M>,
  first: readonly Effect<M>[] = [],
): Start<M> {
  return (context) => {
    const timers = new Map<string, () => void>();

    function cancel(timer: string): void {
      timers.get(timer)?.();
      timers.delete(timer);
    }

    function perform(effect: Effect<M>): void {
      switch (effect.type) {
        case "send":
          // `send` made this effect from an address and a message that fit.
          return context.send(effect.to as unknown as Address<unknown>, effect.message);
        case "after":
          cancel(effect.timer);
          timers.set(effect.timer, context.after(effect.ms, effect.message));
          return;
        case "cancel":
          return cancel(effect.timer);
        case "exit":
          return context.exit();
        default:
          assertNever(effect);
      }
    }

    first.forEach(perform);
    return {
      receive(message) {
        const step = transition(cell.state, message, context.clock.now());
        cell.state = step.state;
        step.effects.forEach(perform);
      },
    };
  };
}
