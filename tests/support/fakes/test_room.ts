/**
 * A room without an actor system. It records each message that the room sends.
 *
 * @module
 */

import { toTextBatch } from "../../../actors/encoding/text_batch.ts";
import type {
  PersonName,
  RoomName,
  SessionId,
  TokenHash,
} from "../../../actors/messages/events.ts";
import type { OperatorMessage, RoomCommand } from "../../../actors/messages/operator.ts";
import type { MemberMessage, Refused, RoomMessage } from "../../../actors/messages/room.ts";
import type { LeaveReason } from "../../../actors/protocol/frames.ts";
import {
  emptyRoom,
  type RoomConfig,
  type RoomEffect,
  type RoomState,
} from "../../../actors/room/room_state.ts";
import { firstEffects, roomTransition } from "../../../actors/room/room.ts";
import { assertNever } from "../../../actors/encoding/assert_never.ts";
import { addressOf, nameAt } from "./addresses.ts";
import { deepFreeze } from "../deep_freeze.ts";
import type { Told } from "./told.ts";

/** Names of the addresses that a room sends to. */
export const DIRECTORY = "directory";
export const HOST = "host";
export const JOURNAL = "journal";
export const STORE = "store";

/** The hash of a client's token. The room only compares hashes, so any distinct string does. */
export function tokenOf(who: string): TokenHash {
  return `hash of ${who}` as TokenHash;
}

/** Options of a join. The default is a new framed client. */
export interface JoinOptions {
  /** Whether its client speaks frames. */
  readonly returns?: boolean;
  /** The client whose token it presents, and the last number that it has. */
  readonly resume?: { readonly of: string; readonly seq: number };
}

/** A room with frozen states. Its clock and timers advance only in `pass`. */
export class TestRoom {
  state: RoomState;
  now = Date.UTC(2026, 10, 23);
  /** Every message that the room sent. */
  readonly told: Told[] = [];
  #questions = 0;
  readonly #encoder = new TextEncoder();
  readonly #timers = new Map<string, { readonly at: number; readonly message: RoomMessage }>();

  constructor(
    config: Partial<Pick<RoomConfig, "capacity" | "seatHold" | "store" | "journal">> = {},
  ) {
    this.state = emptyRoom({
      name: "main" as RoomName,
      capacity: 2,
      seatHold: 120_000,
      self: addressOf("room"),
      rooms: addressOf(DIRECTORY),
      store: null,
      journal: null,
      ...config,
    });
  }

  /** Delivers a message and returns what the room sends. */
  take(message: RoomMessage): readonly Told[] {
    const step = roomTransition(deepFreeze(this.state), deepFreeze(message), this.now);
    this.state = step.state;
    return this.perform(step.effects);
  }

  /** Performs effects and returns what the room sends. */
  perform(effects: readonly RoomEffect[]): readonly Told[] {
    const told = effects.flatMap((effect): Told[] => {
      switch (effect.type) {
        case "send":
          // `send` made it, of an address that takes such a message.
          return [{ to: nameAt(effect.to), message: effect.message as Told["message"] }];
        case "after":
          // One that is set again goes behind those that are due at the same time.
          this.#timers.delete(effect.timer);
          this.#timers.set(effect.timer, { at: this.now + effect.ms, message: effect.message });
          return [];
        case "cancel":
          this.#timers.delete(effect.timer);
          return [];
        case "exit":
          throw new TypeError("A room does not end by itself");
        default:
          assertNever(effect);
      }
    });
    this.told.push(...told);
    return told;
  }

  /** Lets time pass and fires due timers in order. */
  pass(ms: number): readonly Told[] {
    const until = this.now + ms;
    const told: Told[] = [];
    for (;;) {
      const [next] = [...this.#timers].sort(([, a], [, b]) => a.at - b.at);
      if (next === undefined || next[1].at > until) break;
      const [timer, { at, message }] = next;
      this.#timers.delete(timer);
      this.now = at;
      told.push(...this.take(message));
    }
    this.now = until;
    return told;
  }

  /** Restarts from a state, without the old timers. */
  restart(state: RoomState): void {
    this.state = state;
    this.#timers.clear();
    this.perform(firstEffects(state, this.now));
  }

  get timers(): readonly string[] {
    return [...this.#timers.keys()];
  }

  join(who: string, name = who, { returns = true, resume }: JoinOptions = {}): readonly Told[] {
    return this.take({
      type: "join",
      request: {
        session: who as SessionId,
        name: name as PersonName,
        address: `${who}:1`,
        token: tokenOf(who),
        returns,
        resume: resume === undefined ? null : { token: tokenOf(resume.of), seq: resume.seq },
        replyTo: addressOf<MemberMessage | Refused>(who),
      },
    });
  }

  /** Ends a session before its client receives `welcome`. */
  cancelJoin(who: string): readonly Told[] {
    return this.take({ type: "cancelJoin", session: who as SessionId });
  }

  seat(...people: string[]): void {
    for (const who of people) this.join(who);
  }

  /** Seats clients that do not speak frames. */
  seatPlain(...people: string[]): void {
    for (const who of people) this.join(who, who, { returns: false });
  }

  /** Resumes the seat of `of` with a new session. */
  resume(who: string, of: string, seq: number): readonly Told[] {
    return this.join(who, of, { resume: { of, seq } });
  }

  say(who: string, ...said: readonly (readonly [id: string, text: string])[]): readonly Told[] {
    return this.take({
      type: "say",
      session: who as SessionId,
      ids: toTextBatch(said.map(([id]) => id)),
      texts: toTextBatch(said.map(([, text]) => text)),
      count: said.length,
      bytes: this.#bytes(said.map(([, text]) => text).join("")),
    });
  }

  /** Says a short text that claims this many bytes. */
  sayHeavy(who: string, id: string, bytes: number): readonly Told[] {
    const [ids, texts] = [toTextBatch([id]), toTextBatch(["x"])];
    return this.take({ type: "say", session: who as SessionId, ids, texts, count: 1, bytes });
  }

  sayLines(who: string, ...lines: string[]): readonly Told[] {
    const text = lines.join("\n") + "\n";
    return this.take({
      type: "sayLines",
      session: who as SessionId,
      lines: text,
      count: lines.length,
      bytes: this.#bytes(text),
    });
  }

  /** A plain client turns out to speak frames, and gives its name. */
  introduce(who: string, name: string): readonly Told[] {
    return this.take({ type: "introduce", session: who as SessionId, name: name as PersonName });
  }

  rename(who: string, name: string): readonly Told[] {
    return this.take({ type: "rename", session: who as SessionId, name: name as PersonName });
  }

  typing(who: string, active: boolean): readonly Told[] {
    return this.take({ type: "typing", session: who as SessionId, active });
  }

  read(who: string, seq: number): readonly Told[] {
    return this.take({ type: "read", session: who as SessionId, seq });
  }

  ack(who: string, seq: number): readonly Told[] {
    return this.take({ type: "ack", session: who as SessionId, seq });
  }

  host(wish: RoomCommand): readonly Told[] {
    const replyTo = addressOf<OperatorMessage>(HOST);
    return this.take({ type: "fromOperator", command: wish, question: ++this.#questions, replyTo });
  }

  /** The socket wrote this weight, and all events up to `seq`. */
  taken(who: string, weight: number, seq = 0): readonly Told[] {
    return this.take({ type: "taken", session: who as SessionId, weight, seq });
  }

  /** The session ends. */
  leave(who: string, reason: LeaveReason = "quit"): readonly Told[] {
    return this.take({ type: "leave", session: who as SessionId, reason });
  }

  /** Closes the session because the server stops. */
  close(who: string): readonly Told[] {
    return this.take({ type: "close", session: who as SessionId, reason: "stopping" });
  }

  /** The store committed the saves up to this number, by default all. */
  stored(upTo = this.state.saving.last): readonly Told[] {
    return this.take({ type: "stored", upTo });
  }

  /** The store failed to commit the saves up to this number, by default all. */
  unstored(upTo = this.state.saving.last): readonly Told[] {
    return this.take({ type: "unstored", upTo });
  }

  #bytes(text: string): number {
    return this.#encoder.encode(text).length;
  }
}
