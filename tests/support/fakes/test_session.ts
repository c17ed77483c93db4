/**
 * A session without a system around it: takes messages, and shows what it sent, to its room and its connection above all.
 *
 * @module
 */

import { fromTextBatch } from "../../../actors/encoding/text_batch.ts";
import type { SessionId } from "../../../actors/messages/events.ts";
import type {
  ConnectionMessage,
  GreeterMessage,
  RoomMessage,
  SessionInit,
  SessionMessage,
} from "../../../actors/messages/messages.ts";
import { sessionTransition } from "../../../actors/session/inbound/session.ts";
import {
  newSession,
  type SessionEffect,
  type SessionState,
} from "../../../actors/session/inbound/session_state.ts";
import { addressOf, nameAt } from "./addresses.ts";
import { bytesOf } from "../arbitraries/bytes.ts";
import { deepFreeze } from "../deep_freeze.ts";

/** When all tests of sessions begin. */
export const START = Date.UTC(2026, 10, 23);

const CONNECTION = "connection";
const GREETER = "greeter";

/** What a timer waits for, and when it is due. */
interface Waiting {
  readonly ms: number;
  readonly at: number;
  readonly message: SessionMessage;
}

/** Something that it sent, and to whom. */
type Sent =
  | { readonly to: "room"; readonly name: string; readonly message: RoomMessage }
  | { readonly to: "connection"; readonly message: ConnectionMessage }
  | { readonly to: "greeter"; readonly message: GreeterMessage };

/** A session in the test's hands. Its states are frozen. */
export class TestSession {
  state: SessionState;
  now = START;
  /** What it sent, in order. */
  readonly sent: Sent[] = [];
  /** What it waits for, by timer. */
  readonly timers = new Map<string, Waiting>();
  exited = false;

  constructor(init: Partial<SessionInit> = {}) {
    this.state = newSession({
      session: "s" as SessionId,
      dialect: "plain",
      ip: "127.0.0.1",
      language: "nb",
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
      this.sent.push({ to: "connection", message: message as ConnectionMessage });
    } else if (to === GREETER) {
      this.sent.push({ to: "greeter", message: message as GreeterMessage });
    } else {
      this.sent.push({ to: "room", name: to, message: message as RoomMessage });
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
  enter(room = "main", paused = false): this {
    return this.take({ type: "entered", room: addressOf(room), paused });
  }

  /** Lets as much time pass as this timer waits for. */
  fire(timer: "line" | "idle" | "keepalive"): this {
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

  /** Of what it sent, what went to rooms, and to which of them. */
  get toRoom(): readonly RoomMessage[] {
    return this.sent.flatMap((sent) => sent.to === "room" ? [sent.message] : []);
  }

  get rooms(): readonly string[] {
    return this.sent.flatMap((sent) => sent.to === "room" ? [sent.name] : []);
  }

  /** What went to its connection. */
  get toConnection(): readonly ConnectionMessage[] {
    return this.sent.flatMap((sent) => sent.to === "connection" ? [sent.message] : []);
  }

  /** What went to the greeter. */
  get toGreeter(): readonly GreeterMessage[] {
    return this.sent.flatMap((sent) => sent.to === "greeter" ? [sent.message] : []);
  }

  /** All that it answered its client. */
  get answered(): string {
    return this.toConnection.map((message) => message.type === "write" ? message.text : "").join(
      "",
    );
  }

  /** The frames that it answered, if it answered nothing else. */
  get answers(): readonly Record<string, unknown>[] {
    return this.answered.split("\n").slice(0, -1).map((line) => JSON.parse(line));
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
          const texts = fromTextBatch(message.texts);
          return fromTextBatch(message.ids).map((id, i) => `${id}: ${texts[i]}`);
        }
        default:
          return [message];
      }
    });
  }

  /** Tells it that somebody does not read, or that all do again. */
  flow(paused: boolean): this {
    return this.take({ type: "flow", paused });
  }

  /** What became of it, however its bytes were cut. */
  get outcome(): unknown {
    const { acts, answered, exited, state: { phase, dialect: reads, errors } } = this;
    return { acts, answered, exited, phase, reads, errors };
  }
}

/** A plain client's session, in the room. */
export function plain(init: Partial<SessionInit> = {}): TestSession {
  return new TestSession({ dialect: "plain", ...init }).enter();
}

/** A framed client's session, in the room. */
export function framed(init: Partial<SessionInit> = {}): TestSession {
  return new TestSession({ dialect: "framed", ...init }).enter();
}
