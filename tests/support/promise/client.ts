/**
 * One person's client: the real core with a synchronous shell, a screen that may stall, and a disk
 * that may lag. It can be killed and started again.
 *
 * @module
 */

import { encodeFrame } from "../../../actors/protocol/frame_codec.ts";
import { MAX_FRAME_BYTES } from "../../../actors/protocol/limits.ts";
import { decodeLines, emptyLines } from "../../../actors/encoding/line_decoder.ts";
import { openConnection, transition, wantsInput } from "../../../client/connection/connection.ts";
import type { ConnectionEvent } from "../../../client/connection/connection_events.ts";
import type {
  Connection,
  ConnectionEffect,
  ConnectionInput,
  Timer,
} from "../../../client/connection/connection_state.ts";
import {
  formatSavedSeat,
  parseSavedSeat,
  type ResumableSeat,
} from "../../../client/connection/saved_seat.ts";
import type { Link, LinkEnd } from "./link.ts";
import type { Who } from "./moves.ts";
import type { Stage } from "./stage.ts";
import type { Witness } from "./witness.ts";

/** What a client is started with. */
export interface PromiseClientOptions {
  readonly who: Who;
  readonly stage: Stage;
  readonly witness: Witness;
  /** Connects; `connected` gets `undefined` if no server answers. */
  readonly dial: (end: LinkEnd, connected: (link: Link | undefined) => void) => void;
}

/** The saved seat, and how many texts the person had seen at that time. */
export interface Written {
  readonly seat: ResumableSeat | undefined;
  readonly tape: number;
}

/** A change on its way to the screen. */
type Sight = { readonly text: string } | { readonly shown: number };

/** Events with a number, which come once. */
const HAPPENINGS: readonly ConnectionEvent["type"][] = [
  "said",
  "joined",
  "left",
  "lost",
  "returned",
  "renamed",
];

const encoder = new TextEncoder();

/** An empty disk. */
export const nothingWritten: Written = { seat: undefined, tape: 0 };

/** One process of the client. */
export class PromiseClient {
  /** Its last write to the disk. */
  written: Written;
  readonly #options: PromiseClientOptions;
  readonly #timers = new Map<Timer, () => void>();
  readonly #texts = new Map<string, string>();
  #connection: Connection;
  #link: Link | undefined;
  #sights: Sight[] = [];
  #stands = false;
  #tape: number;
  /** The last number that it received. */
  #seq = 0;
  #dead = false;

  constructor(options: PromiseClientOptions, run: number, written: Written) {
    const { who, witness } = options;
    this.#options = options;
    this.written = written;
    this.#tape = written.tape;
    witness.rewind(who, written.tape);
    const kept = written.seat && parseSavedSeat(formatSavedSeat(written.seat));
    for (const { id, text } of kept?.texts ?? []) this.#texts.set(id, text);
    const { connection, effects } = openConnection({ name: who, savedSeat: kept }, `${who}${run}`);
    this.#connection = connection;
    effects.forEach((effect) => this.#perform(effect));
  }

  /** Its link, or its last one. */
  get link(): Link | undefined {
    return this.#link;
  }

  get hasEnded(): boolean {
    return this.#connection.phase === "ended";
  }

  get wantsInput(): boolean {
    return !this.#dead && wantsInput(this.#connection);
  }

  /** Whether it is in the room and waits for nothing. */
  get isAtRest(): boolean {
    const { phase, outbox } = this.#connection;
    return phase === "joined" && outbox.texts.length === 0 && this.#link?.isAlive === true;
  }

  /** Takes an input. */
  take(input: ConnectionInput): void {
    if (this.#dead) return;
    const moment = { at: this.#options.stage.now(), random: 0.5 };
    const { connection, effects } = transition(this.#connection, input, moment);
    this.#connection = connection;
    effects.forEach((effect) => this.#perform(effect));
  }

  /** Stalls the screen, or lets it go on. */
  stand(stands: boolean): void {
    this.#stands = stands;
    this.#look();
  }

  /** `kill -9`. */
  kill(): void {
    this.#dead = true;
    for (const cancel of this.#timers.values()) cancel();
  }

  #perform(effect: ConnectionEffect): void {
    switch (effect.type) {
      case "connect":
        return this.#connect(effect.attempt);
      case "send":
        return this.#link?.write("up", encoder.encode(encodeFrame(effect.frame)));
      case "notify":
        return this.#notify(effect.event);
      case "show":
        return this.#show({ shown: effect.seq });
      case "wake":
        return this.#wake(effect.timer, effect.ms);
      case "disconnect":
        return hangUp(this.#link);
      case "save":
        this.written = { seat: effect.seat, tape: this.#tape };
        return;
      case "forget":
        this.written = nothingWritten;
    }
  }

  #connect(attempt: number): void {
    this.#link = undefined;
    let incoming = emptyLines;
    const end: LinkEnd = {
      received: (bytes) => {
        const { state, lines } = decodeLines(incoming, bytes, MAX_FRAME_BYTES);
        incoming = state;
        this.take({ type: "received", attempt, lines });
      },
      ended: () => this.take({ type: "closed", attempt }),
    };
    this.#options.dial(end, (link) => {
      const wanted = !this.#dead && this.#connection.attempt === attempt &&
        this.#connection.phase === "connecting";
      if (!wanted) return hangUp(link);
      this.#link = link;
      this.take({ type: link === undefined ? "unreachable" : "opened", attempt });
    });
  }

  #wake(timer: Timer, ms: number): void {
    this.#timers.get(timer)?.();
    const cancel = this.#options.stage.schedule(ms, () => this.take({ type: "woke", timer }));
    this.#timers.set(timer, cancel);
  }

  #notify(event: ConnectionEvent): void {
    const { who, witness } = this.#options;
    if (event.type === "welcome" && !event.resumed) this.#seq = 0;
    if ("seq" in event && HAPPENINGS.includes(event.type)) {
      if (event.seq <= this.#seq) throw new Error(`${who} is told of ${event.seq} twice`);
      this.#seq = event.seq;
    }
    switch (event.type) {
      case "queued":
        this.#texts.set(event.id, event.text);
        return witness.said(who, event.text);
      case "accepted":
        return witness.accepted(who, this.#textOf(event.id));
      case "delivered":
        return witness.delivered(who, event.seq);
      case "said":
        return isPlain(event.from.name) ? noSecret(event.text) : this.#show({ text: event.text });
      case "not_sent":
        return witness.notSent(who, this.#textOf(event.id), event.reason === "unsent");
      case "error":
        if (event.code !== "not_stored") throw new Error(`The server says: ${event.text}`);
    }
  }

  #textOf(id = ""): string {
    const text = this.#texts.get(id);
    if (text === undefined) throw new Error(`Told of what was never said: ${id}`);
    return text;
  }

  #show(sight: Sight): void {
    this.#sights.push(sight);
    this.#look();
  }

  /** Shows what is queued, unless the screen stalls. */
  #look(): void {
    const { who, stage, witness } = this.#options;
    while (!this.#stands && !this.#dead) {
      const sight = this.#sights.shift();
      if (sight === undefined) return;
      if ("text" in sight) {
        witness.saw(who, sight.text);
        continue;
      }
      const tape = witness.tapeOf(who);
      // The real screen reports after it has written.
      stage.post(() => {
        if (this.#dead) return;
        this.#tape = tape;
        this.take({ type: "shown", seq: sight.shown });
      });
    }
  }
}

function hangUp(link: Link | undefined): void {
  link?.finish("up");
  link?.deafen("down");
}

/** Whether this is a plain client's name: a hello that was cut is said as a plain text. */
function isPlain(name: string): boolean {
  return name.includes(":");
}

function noSecret(text: string): void {
  if (text.includes("token")) throw new Error(`A token is told to others: ${text}`);
}
