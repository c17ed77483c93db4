/**
 * A room without a system around it: takes messages, and shows what it sent to whom.
 *
 * @module
 */

import { toColumn } from "../../actors/column.ts";
import type {
  JoinReply,
  JournalMessage,
  PersonName,
  RoomMessage,
  RoomName,
  RoomsMessage,
  SessionId,
  SessionMessage,
} from "../../actors/messages.ts";
import { emptyRoom, type RoomConfig, type RoomState } from "../../actors/room/room_state.ts";
import { roomTransition } from "../../actors/room/room.ts";
import { addressOf, nameAt } from "./addresses.ts";
import { deepFreeze } from "./deep_freeze.ts";

/** What the room sent. A session is called as its person is; the other names are below. */
export interface Told {
  readonly to: string;
  readonly message: SessionMessage | JoinReply | RoomsMessage | JournalMessage;
}

/** Whom the room answers a `join` of `who`. */
export function doorOf(who: string): string {
  return `${who}'s door`;
}

/** Where the room tells that it is empty. */
export const DIRECTORY = "directory";

/** Where the room shows what is said. */
export const JOURNAL = "journal";

/** A room in the test's hands. Its states are frozen. */
export class TestRoom {
  state: RoomState;
  now = Date.UTC(2026, 10, 23);
  /** All that it ever sent. */
  readonly told: Told[] = [];

  constructor(config: Partial<Pick<RoomConfig, "capacity" | "journal">> = {}) {
    this.state = emptyRoom({
      name: "main" as RoomName,
      capacity: 2,
      self: addressOf("room"),
      rooms: addressOf(DIRECTORY),
      journal: null,
      ...config,
    });
  }

  /** Gives it a message; what it sends on it. */
  take(message: RoomMessage): readonly Told[] {
    const step = roomTransition(deepFreeze(this.state), deepFreeze(message), this.now);
    this.state = step.state;
    const told = step.effects.map((effect): Told => {
      if (effect.type !== "send") throw new TypeError(`A room only sends, but: ${effect.type}`);
      // `send` made it, of an address that takes such a message.
      return { to: nameAt(effect.to), message: effect.message as Told["message"] };
    });
    this.told.push(...told);
    return told;
  }

  /** Asks for a seat. */
  join(who: string, name = who): readonly Told[] {
    const session = who as SessionId;
    const replyTo = addressOf<JoinReply>(doorOf(who));
    const request = { session, name: name as PersonName, address: `${who}:1`, replyTo };
    return this.take({ type: "join", request });
  }

  /** Takes the seat. */
  enter(who: string): readonly Told[] {
    const replyTo = addressOf<SessionMessage>(who);
    return this.take({ type: "enter", session: who as SessionId, replyTo });
  }

  /** Asks for a seat and takes it. */
  seat(...people: string[]): void {
    for (const who of people) {
      this.join(who);
      this.enter(who);
    }
  }

  /** Says texts with ids. */
  say(who: string, ...said: readonly (readonly [id: string, text: string])[]): readonly Told[] {
    return this.take({
      type: "say",
      session: who as SessionId,
      ids: toColumn(said.map(([id]) => id)),
      texts: toColumn(said.map(([, text]) => text)),
      count: said.length,
    });
  }

  /** Says lines. */
  sayLines(who: string, ...lines: string[]): readonly Told[] {
    const session = who as SessionId;
    return this.take({
      type: "sayLines",
      session,
      lines: lines.join("\n") + "\n",
      count: lines.length,
    });
  }

  /** Has all up to `seq`. */
  ack(who: string, seq: number): readonly Told[] {
    return this.take({ type: "ack", session: who as SessionId, seq });
  }

  /** So much has left for the client. */
  taken(who: string, weight: number): readonly Told[] {
    return this.take({ type: "taken", session: who as SessionId, weight });
  }

  /** Gives up the seat. */
  leave(who: string): readonly Told[] {
    return this.take({ type: "leave", session: who as SessionId, reason: "quit" });
  }

  /** Has said all, since the server stops. */
  close(who: string): readonly Told[] {
    return this.take({ type: "close", session: who as SessionId, reason: "stopping" });
  }
}

/** Of what was told, what `who`'s session heard of some types. */
export function heard<T extends SessionMessage["type"]>(
  told: readonly Told[],
  who: string,
  ...types: T[]
): readonly Extract<SessionMessage, { type: T }>[] {
  const wanted: readonly string[] = types;
  return told.flatMap(({ to, message }) =>
    to === who && wanted.includes(message.type)
      ? [message as Extract<SessionMessage, { type: T }>] // What `who` is told is a session's, and its type was looked at.
      : []
  );
}

/** Who was told what, shortly: `ola: flow`. */
export function gist(told: readonly Told[]): readonly string[] {
  return told.map(({ to, message }) => `${to}: ${message.type}`);
}
