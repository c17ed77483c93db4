/**
 * The actors of one run of a server. Each has an address and timers, and all end when the server is
 * killed.
 *
 * @module
 */

import type { Address } from "../../../actors/runtime/actor.ts";
import type { Effect, StateCell, Step, Transition } from "../../../actors/runtime/state_machine.ts";
import type { Stage } from "./stage.ts";

/** Takes a message. */
export type Receive<M> = (message: M) => void;

/** What a state machine is started with. */
export interface MachineOptions<S, M> {
  readonly cell: StateCell<S>;
  readonly transition: Transition<S, M>;
  readonly first?: readonly Effect<M>[];
  /** Called for each step, with the state before it. */
  readonly watch?: (before: S, message: M, step: Step<S, M>) => void;
  readonly exited?: () => void;
}

/** Actors that end together. */
export class Troupe {
  readonly #stage: Stage;
  readonly #actors = new Map<string, Receive<never>>();
  /** By actor and name. */
  readonly #timers = new Map<string, Map<string, () => void>>();
  #dead = false;

  /** @param stage Where they run. */
  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** Sends a message. The actor may have ended. */
  send<M>(to: Address<M>, message: M): void {
    this.#stage.post(() => {
      if (this.#dead) return;
      // An address and its receiver take the same messages.
      (this.#actors.get(to) as Receive<M> | undefined)?.(message);
    });
  }

  /** Starts an actor. */
  start<M>(address: Address<M>, receive: Receive<M>): void {
    this.#actors.set(address, receive);
  }

  /** Starts a state machine, which does nothing but perform its effects. */
  startMachine<S, M>(address: Address<M>, options: MachineOptions<S, M>): void {
    const { cell, transition, watch, exited } = options;
    const perform = (effect: Effect<M>): void => {
      switch (effect.type) {
        case "send":
          // `send` made this effect from an address and a message that fit.
          return this.send(effect.to as Address<unknown>, effect.message);
        case "after":
          return this.#wake(address, effect.timer, effect.ms, effect.message);
        case "cancel":
          return this.#cancel(address, effect.timer);
        case "exit":
          this.end(address);
          exited?.();
      }
    };
    options.first?.forEach(perform);
    this.start<M>(address, (message) => {
      const before = cell.state;
      const step = transition(before, message, this.#stage.now());
      cell.state = step.state;
      watch?.(before, message, step);
      step.effects.forEach(perform);
    });
  }

  /** Ends an actor. */
  end(address: Address<never>): void {
    this.#actors.delete(address);
    this.#timers.get(address)?.forEach((cancel) => cancel());
    this.#timers.delete(address);
  }

  /** Ends all. */
  kill(): void {
    this.#dead = true;
    for (const timers of this.#timers.values()) timers.forEach((cancel) => cancel());
  }

  #wake<M>(address: Address<M>, timer: string, ms: number, message: M): void {
    this.#cancel(address, timer);
    const timers = this.#timers.get(address) ?? new Map<string, () => void>();
    this.#timers.set(address, timers);
    const cancel = this.#stage.schedule(ms, () => {
      timers.delete(timer);
      this.send(address, message);
    });
    timers.set(timer, cancel);
  }

  #cancel(address: Address<never>, timer: string): void {
    const timers = this.#timers.get(address);
    timers?.get(timer)?.();
    timers?.delete(timer);
  }
}
