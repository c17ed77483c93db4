/**
 * A session without a system around it: takes messages, and shows what it sent, to its room and its connection above all.
 *
 * @module
 */

import { fromColumn } from "../../actors/column.ts";
import type { RoomName, SessionId } from "../../actors/facts.ts";
import type {
  ConnectionMessage,
  GreeterMessage,
  RoomMessage,
  SessionInit,
  SessionMessage,
} from "../../actors/messages.ts";
import { sessionTransition } from "../../actors/session/session.ts";
import {
  newSession,
  type SessionEffect,
  type SessionState,
} from "../../actors/session/session_state.ts";
import { addressOf, nameAt } from "./addresses.ts";
import { bytesOf } from "./byte_arbitraries.ts";
import { deepFreeze } from "./deep_freeze.ts";

/** When all tests of sessions begin. */
export const START = Date.UTC(2026, 10, 23);

const CONNECTION = "connection";
const GREETER = "greeter";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

type Welcome = Extract<SessionMessage, { type: "welcome" }>;
type Write = Extract<ConnectionMessage, { type: "write" }>;

/** What a timer waits for, and when it is due. */
interface Waiting {
  readonly ms: number;
  readonly at: number;
  readonly message: SessionMessage;
}

/** A session in the test's hands. Its states are frozen. */
export class TestSession {
  state: SessionState;
  now = START;
  /** What it sent to rooms, which of them, and to its connection. */
  readonly toRoom: RoomMessage[] = [];
  readonly rooms: string[] = [];
  readonly toConnection: ConnectionMessage[] = [];
  readonly toGreeter: GreeterMessage[] = [];
  /** What it waits for, by timer. */
  readonly timers = new Map<string, Waiting>();
  exited = false;

  constructor(init: Partial<SessionInit> = {}) {
    this.state = newSession({
      session: "s" as SessionId,
      dialect: "plain",
      address: "127.0.0.1:5",
      host: "127.0.0.1",
      language: "nb",
      token: "token",
      shown: null,
      idleTimeout: 0,
      startedAt: START,
      connection: addressOf(CONNECTION),
      greeter: addressOf(GREETER),
      ...init,
    });
  }

  /** Gives it a message. */
  take(message: SessionMessage): this {
    const step = sessionTransition(deepFreeze(this.state), deepFreeze(message), this.now);
    this.state = step.state;
    return this.perform(step.effects);
  }

  /** Does what it asks for. */
  perform(effects: readonly SessionEffect[]): this {
    for (const effect of effects) {
      if (this.exited) throw new TypeError(`Nothing is done after an exit, but: ${effect.type}`);
      switch (effect.type) {
        case "send":
          this.#sent(nameAt(effect.to), effect.message);
          break;
        case "after":
          this.timers.set(effect.timer, { ...effect, at: this.now + effect.ms });
          break;
        case "cancel":
          this.timers.delete(effect.timer);
          break;
        case "exit":
          this.exited = true;
      }
    }
    return this;
  }

  #sent(to: string, message: unknown): void {
    // `send` made these, of addresses that take such messages.
    if (to === CONNECTION) {
      this.toConnection.push(message as ConnectionMessage);
    } else if (to === GREETER) {
      this.toGreeter.push(message as GreeterMessage);
    } else {
      this.rooms.push(to);
      this.toRoom.push(message as RoomMessage);
    }
  }

  /** Lets its client send something. */
  send(...pieces: readonly (string | Uint8Array)[]): this {
    for (const piece of pieces) {
      this.take({ type: "bytes", bytes: typeof piece === "string" ? bytesOf(piece) : piece });
    }
    return this;
  }

  /** Lets its client send frames. */
  sendFrames(...frames: readonly unknown[]): this {
    return this.send(frames.map((frame) => JSON.stringify(frame) + "\n").join(""));
  }

  /** Lets it into a room. */
  welcome(fields: Partial<Omit<Welcome, "type" | "room">> = {}): this {
    const name = fields.name ?? "main" as RoomName;
    const seq = fields.seq ?? 1;
    return this.take({
      type: "welcome",
      room: addressOf(name),
      name,
      capacity: 2,
      you: { id: "m1", name: "ola" },
      members: [],
      seq,
      resumed: false,
      since: seq,
      ...fields,
    });
  }

  /** Lets as much time pass as this timer waits for. */
  fire(timer: "settle" | "idle" | "beat"): this {
    const waiting = this.timers.get(timer);
    if (waiting === undefined) throw new TypeError(`No timer waits: ${timer}`);
    this.timers.delete(timer);
    this.now += waiting.ms;
    return this.take(waiting.message);
  }

  /** Lets time pass, and each timer go off that is due by then. */
  pass(ms: number): this {
    const end = this.now + ms;
    for (;;) {
      const [next] = [...this.timers].toSorted(([, a], [, b]) => a.at - b.at);
      if (next === undefined || next[1].at > end) break;
      this.timers.delete(next[0]);
      this.now = next[1].at;
      this.take(next[1].message);
    }
    this.now = end;
    return this;
  }

  /** What it wrote, as it went out. */
  get writes(): readonly Write[] {
    return this.toConnection.filter((message) => message.type === "write");
  }

  /** All that it wrote. */
  get written(): string {
    return this.writes.map(({ bytes }) => decoder.decode(bytes)).join("");
  }

  /** The frames that it wrote, if it wrote nothing else. */
  get frames(): readonly Record<string, unknown>[] {
    return this.written.split("\n").slice(0, -1).map((line) => JSON.parse(line));
  }

  /** Bytes that it has dealt with. */
  get consumed(): number {
    return this.toConnection.reduce(
      (sum, message) => message.type === "consumed" ? sum + message.bytes : sum,
      0,
    );
  }

  /** What it said, text by text; with ids `id: text`. */
  get said(): readonly string[] {
    return this.acts.filter((act) => typeof act === "string");
  }

  /** What it did in the room, one thing at a time: texts as in {@linkcode said}, all else as it is. */
  get acts(): readonly (string | RoomMessage)[] {
    return this.toRoom.flatMap((message): readonly (string | RoomMessage)[] => {
      switch (message.type) {
        case "sayLines":
          return message.lines.slice(0, -1).split("\n");
        case "say": {
          const texts = fromColumn(message.texts);
          return fromColumn(message.ids).map((id, i) => `${id}: ${texts[i]}`);
        }
        default:
          return [message];
      }
    });
  }

  /** Tells it that somebody does not read, or that all do again. */
  flow(paused: boolean): this {
    return this.take({ type: "flow", waitingFor: paused ? { id: "m2", name: "kari" } : null });
  }

  /** What became of it, however its bytes were cut. */
  get outcome(): unknown {
    const { acts, written, exited, state: { phase, reads, errors } } = this;
    return { acts, written, exited, phase, reads, errors };
  }
}

/** A plain client's session, in the room. */
export function plain(init: Partial<SessionInit> = {}): TestSession {
  return new TestSession({ dialect: "plain", ...init }).welcome();
}

/** A framed client's session, in the room; its `welcome` is not among its frames. */
export function framed(init: Partial<SessionInit> = {}): TestSession {
  const session = new TestSession({ dialect: "framed", ...init }).welcome();
  session.toConnection.length = 0;
  return session;
}
