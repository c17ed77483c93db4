/**
 * A room without a system around it: takes messages, and shows what it sent to whom.
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

/** Where the room tells that it is empty. */
export const DIRECTORY = "directory";

/** Where the room answers the host. */
export const HOST = "host";

/** Where the room shows what is said. */
export const JOURNAL = "journal";

/** Where the room sends what is to outlive the server, if the test wants it to. */
export const STORE = "store";

/** What the room knows of the token that `who`'s new seat is given. */
export function tokenOf(who: string): TokenHash {
  // Any string does for the room, which only compares them; all of a test's are told apart by the name.
  return `hash of ${who}` as TokenHash;
}

/** How somebody asks for a seat, where it is not as a framed client that is new. */
export interface JoinOptions {
  /** Whether its client speaks frames. */
  readonly returns?: boolean;
  /** Whose token it shows, and the last number it has. */
  readonly resume?: { readonly of: string; readonly seq: number };
}

/** A room in the test's hands. Its states are frozen; its clock and its timers stand still until the test lets time pass. */
export class TestRoom {
  state: RoomState;
  now = Date.UTC(2026, 10, 23);
  /** All that it ever sent. */
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

  /** Gives it a message; what it sends on it. */
  take(message: RoomMessage): readonly Told[] {
    const step = roomTransition(deepFreeze(this.state), deepFreeze(message), this.now);
    this.state = step.state;
    return this.perform(step.effects);
  }

  /** Does what it asks for; what it sends. */
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

  /** Lets time pass, and timers go off in their order; what it sends on them. */
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

  /** Begins with what was there before: its timers do not outlive its end. */
  restart(state: RoomState): void {
    this.state = state;
    this.#timers.clear();
    this.perform(firstEffects(state, this.now));
  }

  /** Names of the timers that run. */
  get timers(): readonly string[] {
    return [...this.#timers.keys()];
  }

  /** Asks for a seat. */
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

  /** Ends before its client has seen `welcome`. */
  cancelJoin(who: string): readonly Told[] {
    return this.take({ type: "cancelJoin", session: who as SessionId });
  }

  /** Lets some people in. */
  seat(...people: string[]): void {
    for (const who of people) this.join(who);
  }

  /** The same for clients that do not speak frames. */
  seatPlain(...people: string[]): void {
    for (const who of people) this.join(who, who, { returns: false });
  }

  /** Takes the seat of `of` back, by a new session; all that the room sends on it. */
  resume(who: string, of: string, seq: number): readonly Told[] {
    return this.join(who, of, { resume: { of, seq } });
  }

  /** Says texts with ids. */
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

  /** Says a text that weighs as much as one of so many bytes, which a test need not make. */
  sayHeavy(who: string, id: string, bytes: number): readonly Told[] {
    const [ids, texts] = [toTextBatch([id]), toTextBatch(["x"])];
    return this.take({ type: "say", session: who as SessionId, ids, texts, count: 1, bytes });
  }

  /** Says lines. */
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

  /** Turns out to speak frames, and says its name. */
  introduce(who: string, name: string): readonly Told[] {
    return this.take({ type: "introduce", session: who as SessionId, name: name as PersonName });
  }

  /** Wants another name. */
  rename(who: string, name: string): readonly Told[] {
    return this.take({ type: "rename", session: who as SessionId, name: name as PersonName });
  }

  /** Types, or no longer does. */
  typing(who: string, active: boolean): readonly Told[] {
    return this.take({ type: "typing", session: who as SessionId, active });
  }

  /** Has seen all up to `seq`. */
  read(who: string, seq: number): readonly Told[] {
    return this.take({ type: "read", session: who as SessionId, seq });
  }

  /** Has all up to `seq`. */
  ack(who: string, seq: number): readonly Told[] {
    return this.take({ type: "ack", session: who as SessionId, seq });
  }

  /** The host wishes something of the room. */
  host(wish: RoomCommand): readonly Told[] {
    const replyTo = addressOf<OperatorMessage>(HOST);
    return this.take({ type: "fromOperator", command: wish, question: ++this.#questions, replyTo });
  }

  /** So much has left for the client, and with it all up to `seq`. */
  taken(who: string, weight: number, seq = 0): readonly Told[] {
    return this.take({ type: "taken", session: who as SessionId, weight, seq });
  }

  /** Is gone: of its own will, unless it says otherwise. */
  leave(who: string, reason: LeaveReason = "quit"): readonly Told[] {
    return this.take({ type: "leave", session: who as SessionId, reason });
  }

  /** Has said all, since the server stops. */
  close(who: string): readonly Told[] {
    return this.take({ type: "close", session: who as SessionId, reason: "stopping" });
  }

  /** The store has what it was sent up to this number: all of it by default. */
  stored(upTo = this.state.saving.last): readonly Told[] {
    return this.take({ type: "stored", upTo });
  }

  /** The store could not keep what it was sent up to this number; the same. */
  unstored(upTo = this.state.saving.last): readonly Told[] {
    return this.take({ type: "unstored", upTo });
  }

  #bytes(text: string): number {
    return this.#encoder.encode(text).length;
  }
}
