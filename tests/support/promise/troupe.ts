/**
 * The actors of one run of a server, in a test: each has an address and its timers, and all end together when the server
 * is killed. It does not know what they say.
 *
 * @module
 */

import type { Address } from "../../../actors/runtime/actor.ts";
import type { Effect, StateCell, Step, Transition } from "../../../actors/runtime/state_machine.ts";
import type { Stage } from "./stage.ts";

/** Takes a message. */
export type Receive<M> = (message: M) => void;

/** What is fixed about a machine. */
export interface MachineOptions<S, M> {
  readonly cell: StateCell<S>;
  readonly transition: Transition<S, M>;
  readonly first?: readonly Effect<M>[];
  /** Told of each step: its state before, the message, and the step. */
  readonly watch?: (before: S, message: M, step: Step<S, M>) => void;
  readonly exited?: () => void;
}

/** Actors that live and die together. */
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

  /** Puts a message in a mailbox; nobody may be there any more. */
  send<M>(to: Address<M>, message: M): void {
    this.#stage.post(() => {
      if (this.#dead) return;
      // Whoever has an address of this kind was given it with a receiver of this kind.
      (this.#actors.get(to) as Receive<M> | undefined)?.(message);
    });
  }

  /** Brings an actor to life. */
  start<M>(address: Address<M>, receive: Receive<M>): void {
    this.#actors.set(address, receive);
  }

  /** Brings a machine to life, which performs its effects and nothing else. */
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

  /** Ends one. */
  end(address: Address<never>): void {
    this.#actors.delete(address);
    this.#timers.get(address)?.forEach((cancel) => cancel());
    this.#timers.delete(address);
  }

  /** Ends all, now. */
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
