/**
 * A session without an actor system: it takes messages, and records what it sends.
 *
 * @module
 */

import { fromTextBatch } from "../../../actors/encoding/text_batch.ts";
import type { SessionId } from "../../../actors/messages/events.ts";
import type {
  ConnectionMessage,
  GreeterMessage,
  SessionInit,
  SessionMessage,
} from "../../../actors/messages/connection.ts";
import type { RoomMessage } from "../../../actors/messages/room.ts";
import { sessionTransition } from "../../../actors/session/inbound/session.ts";
import {
  newSession,
  type SessionEffect,
  type SessionState,
} from "../../../actors/session/inbound/session_state.ts";
import { addressOf, nameAt } from "./addresses.ts";
import { bytesOf } from "../arbitraries/bytes.ts";
import { deepFreeze } from "../deep_freeze.ts";

/** The time when a test of a session begins. */
export const START = Date.UTC(2026, 10, 23);

const CONNECTION = "connection";
const GREETER = "greeter";

/** A running timer. */
interface Waiting {
  readonly ms: number;
  readonly at: number;
  readonly message: SessionMessage;
}

/** A message that the session sent, with its receiver. */
type Sent =
  | { readonly to: "room"; readonly name: string; readonly message: RoomMessage }
  | { readonly to: "connection"; readonly message: ConnectionMessage }
  | { readonly to: "greeter"; readonly message: GreeterMessage };

/** A session under test. Its states are frozen. */
export class TestSession {
  state: SessionState;
  now = START;
  /** The messages that it sent, in order. */
  readonly sent: Sent[] = [];
  /** Its running timers by name. */
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

  /** Passes a message to the session. */
  take(message: SessionMessage): this {
    const step = sessionTransition(deepFreeze(this.state), deepFreeze(message), this.now);
    this.state = step.state;
    return this.perform(step.effects);
  }

  /** Performs its effects. */
  perform(effects: readonly SessionEffect[]): this {
    for (const effect of effects) {
      if (this.exited) {
        throw new TypeError(`The session has exited, but has an effect: ${effect.type}`);
      }
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
    // The typed `send` made these messages for their addresses.
    if (to === CONNECTION) {
      this.sent.push({ to: "connection", message: message as ConnectionMessage });
    } else if (to === GREETER) {
      this.sent.push({ to: "greeter", message: message as GreeterMessage });
    } else {
      this.sent.push({ to: "room", name: to, message: message as RoomMessage });
    }
  }

  /** The client sends bytes. */
  send(...pieces: readonly (string | Uint8Array)[]): this {
    for (const piece of pieces) {
      this.take({ type: "bytes", bytes: typeof piece === "string" ? bytesOf(piece) : piece });
    }
    return this;
  }

  /** The client sends frames. */
  sendFrames(...frames: readonly unknown[]): this {
    return this.send(frames.map((frame) => JSON.stringify(frame) + "\n").join(""));
  }

  /** The client gets a seat in a room. */
  enter(room = "main", paused = false): this {
    return this.take({ type: "entered", room: addressOf(room), paused });
  }

  /** Passes the time until this timer fires. */
  fire(timer: "line" | "idle" | "keepalive"): this {
    const waiting = this.timers.get(timer);
    if (waiting === undefined) throw new TypeError(`No timer waits: ${timer}`);
    this.timers.delete(timer);
    this.now += waiting.ms;
    return this.take(waiting.message);
  }

  /** Passes time, and fires the timers that are due by then. */
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

  /** The messages to rooms. */
  get roomMessages(): readonly RoomMessage[] {
    return this.sent.flatMap((sent) => sent.to === "room" ? [sent.message] : []);
  }

  /** The names of the rooms of those messages. */
  get rooms(): readonly string[] {
    return this.sent.flatMap((sent) => sent.to === "room" ? [sent.name] : []);
  }

  /** The messages to its connection. */
  get connectionMessages(): readonly ConnectionMessage[] {
    return this.sent.flatMap((sent) => sent.to === "connection" ? [sent.message] : []);
  }

  /** The messages to the greeter. */
  get greeterMessages(): readonly GreeterMessage[] {
    return this.sent.flatMap((sent) => sent.to === "greeter" ? [sent.message] : []);
  }

  /** The text that it wrote to its client. */
  get replyText(): string {
    return this.connectionMessages.map((message) => message.type === "write" ? message.text : "")
      .join(
        "",
      );
  }

  /** The frames that it wrote to its client, if it wrote only frames. */
  get replies(): readonly Record<string, unknown>[] {
    return this.replyText.split("\n").slice(0, -1).map((line) => JSON.parse(line));
  }

  /** How many bytes it has consumed. */
  get consumed(): number {
    return this.connectionMessages.reduce(
      (sum, message) => message.type === "consumed" ? sum + message.bytes : sum,
      0,
    );
  }

  /** The texts that it sent to rooms; with ids as `id: text`. */
  get said(): readonly string[] {
    return this.acts.filter((act) => typeof act === "string");
  }

  /** The messages to rooms, one by one: texts as in {@linkcode said}, others unchanged. */
  get acts(): readonly (string | RoomMessage)[] {
    return this.roomMessages.flatMap((message): readonly (string | RoomMessage)[] => {
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

  /** The room is paused, or no longer. */
  flow(paused: boolean): this {
    return this.take({ type: "flow", paused });
  }

  /** The outcome, which must not depend on how the bytes were cut. */
  get outcome(): unknown {
    const { acts, replyText: answered, exited, state: { phase, dialect, errors } } = this;
    return { acts, answered, exited, phase, dialect, errors };
  }
}

/** The session of a plain client in the room. */
export function plain(init: Partial<SessionInit> = {}): TestSession {
  return new TestSession({ dialect: "plain", ...init }).enter();
}

/** The session of a framed client in the room. */
export function framed(init: Partial<SessionInit> = {}): TestSession {
  return new TestSession({ dialect: "framed", ...init }).enter();
}

/** The codes and ids of the reported errors. */
export function reportedErrors(of: TestSession): readonly unknown[] {
  return of.replies.filter(({ type }) => type === "error")
    .map(({ code, id }) => id === undefined ? code : `${code} ${id}`);
}
