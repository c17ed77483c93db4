/**
 * Carries out what the connection decides, over a WebSocket, and brings it what happens. It must not know what the chat
 * looks like.
 *
 * @module
 */

import { assertNever } from "../../actors/encoding/assert_never.ts";
import { encodeFrame } from "../../actors/protocol/frame_codec.ts";
import { startConnection, transition } from "../connection/connection.ts";
import type { ConnectionEvent } from "../connection/connection_events.ts";
import type {
  Connection,
  ConnectionEffect,
  ConnectionInput,
  Timer,
} from "../connection/connection_state.ts";
import type { SavedSeat } from "../connection/saved_seat.ts";
import type { Browser, Wire } from "./browser.ts";

/** Who chats, and where. */
export interface WebChat {
  readonly name: string;
  readonly room: string;
  /** The seat that an earlier connection left. */
  readonly kept: SavedSeat | undefined;
}

/** Where the person sees the chat. It may call {@linkcode WebDriver.take} whenever it is called itself. */
export interface WebView {
  readonly onEvent: (event: ConnectionEvent) => void;
  /** All that follows from an input is done: show it, now. */
  readonly onSettled: () => void;
  /** Keep this for another run; `undefined`: nothing. */
  readonly onKeep: (seat: SavedSeat | undefined) => void;
}

/** Drives one connection, from its beginning to its end. */
export class WebDriver {
  readonly #browser: Browser;
  readonly #view: WebView;
  readonly #timers = new Map<Timer, () => void>();
  /** What happened while something else was being taken. */
  readonly #inputs: ConnectionInput[] = [];
  #connection: Connection;
  #first: readonly ConnectionEffect[];
  #wire: Wire | undefined;
  #busy = false;

  /** Nothing happens before {@linkcode WebDriver.run}. */
  constructor(chat: WebChat, browser: Browser, view: WebView) {
    const { connection, effects } = startConnection(chat, browser.randomId(), chat.kept);
    this.#browser = browser;
    this.#view = view;
    this.#connection = connection;
    this.#first = effects;
  }

  /** The connection as it stands. */
  get connection(): Connection {
    return this.#connection;
  }

  /** Connects. */
  run(): void {
    const first = this.#first;
    this.#first = [];
    for (const effect of first) this.#perform(effect);
  }

  /** Takes an input; one that comes while another is taken has its turn after that one. */
  take(input: ConnectionInput): void {
    this.#inputs.push(input);
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let next = this.#inputs.shift(); next !== undefined; next = this.#inputs.shift()) {
        this.#takeOne(next);
      }
    } finally {
      this.#busy = false;
    }
  }

  /** Tries at once, where the next attempt is waited for. */
  retry(): void {
    if (this.#connection.phase !== "waiting") return;
    this.#timers.get("waiting")?.();
    this.take({ type: "woke", timer: "waiting" });
  }

  #takeOne(input: ConnectionInput): void {
    const moment = { at: this.#browser.now(), random: this.#browser.random() };
    const { connection, effects } = transition(this.#connection, input, moment);
    this.#connection = connection;
    for (const effect of effects) this.#perform(effect);
    this.#view.onSettled();
    // What is settled is shown.
    const { lastSeq, shown, phase } = this.#connection;
    if (effects.some(({ type }) => type === "show") && lastSeq > shown) {
      this.#inputs.push({ type: "shown", seq: lastSeq });
    }
    if (phase !== "ended") return;
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  #perform(effect: ConnectionEffect): void {
    switch (effect.type) {
      case "connect":
        this.#connect(effect.attempt);
        break;
      case "send":
        this.#wire?.send(encodeFrame(effect.frame).trimEnd());
        break;
      case "notify":
        this.#view.onEvent(effect.event);
        break;
      case "show":
        break;
      case "wake":
        this.#setTimer(effect.timer, effect.ms);
        break;
      case "disconnect":
        this.#wire?.close();
        break;
      case "save":
        this.#view.onKeep(effect.seat);
        break;
      case "forget":
        this.#view.onKeep(undefined);
        break;
      default:
        assertNever(effect);
    }
  }

  #setTimer(timer: Timer, ms: number): void {
    this.#timers.get(timer)?.();
    const cancel = this.#browser.schedule(ms, () => this.take({ type: "woke", timer }));
    this.#timers.set(timer, cancel);
  }

  #connect(attempt: number): void {
    let opened = false;
    this.#wire = this.#browser.connect({
      onOpened: () => {
        opened = true;
        this.take({ type: "opened", attempt });
      },
      // A message is a frame, as a line is over TCP.
      onMessage: (message) => this.take({ type: "received", attempt, lines: [message] }),
      onClosed: () => this.take({ type: opened ? "closed" : "unreachable", attempt }),
    });
  }
}
