/**
 * Runs the connection's state machine for the terminal and the page: gives it each input, and
 * carries out the effects it returns. Transport, clock, chance and storage are handed in, so the
 * driver has no effects of its own. It must not know how the chat looks or which transport it uses.
 *
 * @module
 */

import { match } from "../../actors/encoding/match.ts";
import { encodeFrame } from "../../actors/protocol/frame_codec.ts";
import { type ConnectionOptions, openConnection, transition } from "./connection.ts";
import type { ConnectionEvent } from "./connection_events.ts";
import type { Connection, ConnectionEffect, ConnectionInput, Timer } from "./connection_state.ts";
import type { ResumableSeat } from "./saved_seat.ts";
import type { OpenTransport, Transport } from "./transport.ts";

/** Tells the time, and waits. */
export interface DriverClock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Calls `run` after `ms` milliseconds. Returns a function that cancels it. */
  readonly schedule: (ms: number, run: () => void) => () => void;
}

/** What the driver needs from its surroundings. */
export interface DriverEnvironment {
  readonly clock: DriverClock;
  /** At least 0 and less than 1. */
  readonly random: () => number;
  /** An id that no other client has used. */
  readonly randomId: () => string;
  readonly connect: OpenTransport;
  /** Saves the seat for a later run, or removes the saved one. */
  readonly saveSeat: (seat: ResumableSeat | undefined) => void;
}

/** Shows the chat. It may call {@linkcode Driver.take} from any of these functions. */
export interface DriverView {
  readonly onEvent: (event: ConnectionEvent) => void;
  /** The driver has carried out everything that follows from an input. */
  readonly onSettled: () => void;
  /** Calls `done` once the person can see all events so far. */
  readonly whenShown: (done: () => void) => void;
}

/** Drives one connection from its first attempt to its end. */
export class Driver {
  readonly #environment: DriverEnvironment;
  readonly #view: DriverView;
  readonly #timers = new Map<Timer, () => void>();
  /** Inputs that arrived while another one was handled. */
  readonly #inputs: ConnectionInput[] = [];
  /** The effects of starting. */
  readonly #firstEffects: readonly ConnectionEffect[];
  #connection: Connection;
  #transport: Transport | undefined;
  #busy = false;

  /** Does nothing before {@linkcode Driver.start}. */
  constructor(options: ConnectionOptions, environment: DriverEnvironment, view: DriverView) {
    const { connection, effects } = openConnection(options, environment.randomId());
    this.#environment = environment;
    this.#view = view;
    this.#connection = connection;
    this.#firstEffects = effects;
  }

  /** The current state. */
  get connection(): Connection {
    return this.#connection;
  }

  /** Makes the first attempt to connect. */
  start(): void {
    this.#run(this.#firstEffects);
  }

  /** Handles an input. If another input is being handled, this one follows it. */
  take(input: ConnectionInput): void {
    this.#inputs.push(input);
    if (!this.#busy) this.#run([]);
  }

  /** Makes the next attempt now, if the connection is waiting for it. */
  retry(): void {
    if (this.#connection.phase !== "waiting") return;
    this.#timers.get("waiting")?.();
    this.take({ type: "woke", timer: "waiting" });
  }

  /** Carries out `effects`, then handles the inputs that have gathered. */
  #run(effects: readonly ConnectionEffect[]): void {
    this.#busy = true;
    try {
      for (const effect of effects) this.#perform(effect);
      for (let input = this.#inputs.shift(); input !== undefined; input = this.#inputs.shift()) {
        this.#handle(input);
      }
    } finally {
      this.#busy = false;
    }
  }

  #handle(input: ConnectionInput): void {
    const { clock, random } = this.#environment;
    const moment = { at: clock.now(), random: random() };
    const { connection, effects } = transition(this.#connection, input, moment);
    this.#connection = connection;
    for (const effect of effects) this.#perform(effect);
    this.#view.onSettled();
    if (connection.phase !== "ended") return;
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  #perform(effect: ConnectionEffect): void {
    match<ConnectionEffect, void>(effect, {
      connect: ({ attempt }) => this.#connect(attempt),
      send: ({ frame }) => this.#transport?.send(encodeFrame(frame)),
      notify: ({ event }) => this.#view.onEvent(event),
      show: ({ seq }) => this.#view.whenShown(() => this.take({ type: "shown", seq })),
      wake: ({ timer, ms }) => this.#setTimer(timer, ms),
      disconnect: () => this.#transport?.close(),
      save: ({ seat }) => this.#environment.saveSeat(seat),
      forget: () => this.#environment.saveSeat(undefined),
    });
  }

  #setTimer(timer: Timer, ms: number): void {
    this.#timers.get(timer)?.();
    const wake = () => this.take({ type: "woke", timer });
    this.#timers.set(timer, this.#environment.clock.schedule(ms, wake));
  }

  #connect(attempt: number): void {
    let opened = false;
    this.#transport = this.#environment.connect({
      onOpened: () => {
        opened = true;
        this.take({ type: "opened", attempt });
      },
      onReceived: (lines) => this.take({ type: "received", attempt, lines }),
      onClosed: () => this.take({ type: opened ? "closed" : "unreachable", attempt }),
    });
  }
}
