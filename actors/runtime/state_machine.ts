/**
 * Actors as pure transitions: state + message → new state + effects. A machine performs the effects and nothing else,
 * so all that an actor decides can be tested without one.
 *
 * @module
 */

import { assertNever } from "../encoding/assert_never.ts";
import type { Address, Start } from "./actor.ts";

/** What a transition asks for, in plain data. `M` is the actor's own message. */
export type Effect<M> =
  /** Send `message`; made by {@linkcode send}, which checks that the addressee takes it. */
  | { readonly type: "send"; readonly to: Address<never>; readonly message: unknown }
  /** Send yourself `message` in `ms` milliseconds, instead of what this `timer` was to bring before. */
  | { readonly type: "after"; readonly timer: string; readonly ms: number; readonly message: M }
  /** Stop this timer. */
  | { readonly type: "cancel"; readonly timer: string }
  /** The work is done. */
  | { readonly type: "exit" };

/** What became of a state, and what is to be done. */
export interface Step<S, M> {
  readonly state: S;
  readonly effects: readonly Effect<M>[];
}

/**
 * One step of an actor: synchronous, without effects of its own, not throwing on any input.
 *
 * @param now Milliseconds since 1970.
 */
export type Transition<S, M> = (state: S, message: M, now: number) => Step<S, M>;

/** Where a machine keeps its state: what outlives a crash if it is made outside. */
export interface StateCell<S> {
  state: S;
}

/** An effect that sends `message`. */
export function send<M>(to: Address<M>, message: M): Effect<never> {
  // Any address is one that takes `never`; that it takes this message, the signature has just checked.
  return { type: "send", to, message };
}

/**
 * An actor that runs a transition. A transition that throws has changed nothing: its message is lost, and an actor
 * that is started again on the same cell goes on from the last good state.
 *
 * @param first What is done at the start, once.
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
