/**
 * A client's connection in the test's hands, and the frames of a server. It records its effects.
 * Time passes only when the test says so.
 *
 * @module
 */

import { encodeFrame } from "../../../actors/protocol/frame_codec.ts";
import type { ClientFrame, FrameNamed, ServerFrame } from "../../../actors/protocol/frames.ts";
import type { Line } from "../../../actors/encoding/line_decoder.ts";
import { openConnection, transition } from "../../../client/connection/connection.ts";
import type { ConnectionEvent } from "../../../client/connection/connection_events.ts";
import type {
  Connection,
  ConnectionEffect,
  ConnectionInput,
} from "../../../client/connection/connection_state.ts";
import type { ResumableSeat } from "../../../client/connection/saved_seat.ts";

export const at = "2026-11-23T01:02:03.456Z";
export const kari = { id: "m2", name: "kari" };

/** An input. Inputs from the network may leave out the attempt if it is the current one. */
export type Given =
  | ConnectionInput
  | { readonly type: "opened" | "unreachable" | "closed" }
  | { readonly type: "received"; readonly lines: readonly Line[] };

/** A connection that records its effects. */
export class RecordedConnection {
  connection: Connection;
  effects: ConnectionEffect[] = [];
  /** The time, and the random number. */
  at = 0;
  random = 0;

  constructor(savedSeat?: ResumableSeat, idPrefix = "p") {
    const { connection, effects } = openConnection({ name: "ola", savedSeat }, idPrefix);
    this.connection = connection;
    this.effects.push(...effects);
  }

  take(input: Given): this {
    // Inputs without an attempt ignore it.
    const complete = { attempt: this.connection.attempt, ...input } as ConnectionInput;
    const { connection, effects } = transition(this.connection, complete, this);
    this.connection = connection;
    this.effects.push(...effects);
    return this;
  }

  open(): this {
    return this.take({ type: "opened" });
  }

  close(): this {
    return this.take({ type: "closed" });
  }

  /** Ends the wait. */
  retry(): this {
    return this.take({ type: "woke", timer: "waiting" });
  }

  receive(...frames: readonly ServerFrame[]): this {
    return this.receiveLines(...frames.map((frame) => encodeFrame(frame).trimEnd()));
  }

  receiveLines(...lines: readonly Line[]): this {
    return this.take({ type: "received", lines });
  }

  say(text: string): this {
    return this.take({ type: "say", text });
  }

  pass(ms: number): this {
    this.at += ms;
    return this;
  }

  forget(): this {
    this.effects = [];
    return this;
  }

  get sent(): readonly ClientFrame[] {
    return this.effects.flatMap((effect) => effect.type === "send" ? [effect.frame] : []);
  }

  get events(): readonly ConnectionEvent[] {
    return this.effects.flatMap((effect) => effect.type === "notify" ? [effect.event] : []);
  }

  /** What another run of the client would find, if it changed since `forget`. */
  get saved(): ResumableSeat | "forgotten" | undefined {
    const last = this.effects.findLast(({ type }) => type === "save" || type === "forget");
    return last?.type === "save" ? last.seat : last && "forgotten";
  }

  /** The length of the last wait. */
  get wait(): number | undefined {
    const wake = this.effects.findLast((effect) =>
      effect.type === "wake" && effect.timer === "waiting"
    );
    return wake?.type === "wake" ? wake.ms : undefined;
  }
}

/** A connection that has joined the room. */
export function joined(seq = 0): RecordedConnection {
  return new RecordedConnection().open().receive(welcome(seq)).forget();
}

export function welcome(
  seq = 0,
  changes: Partial<FrameNamed<ServerFrame, "welcome">> = {},
): FrameNamed<ServerFrame, "welcome"> {
  return {
    type: "welcome",
    version: 1,
    room: "main",
    capacity: 2,
    you: { id: "m1", name: "ola" },
    members: [],
    token: "t",
    seq,
    resumed: false,
    ...changes,
  };
}

export function said(seq: number, text = "hei", id = `k${seq}`): FrameNamed<ServerFrame, "said"> {
  return { type: "said", seq, id, from: kari, at, text };
}

export function accepted(id: string, seq = 1): FrameNamed<ServerFrame, "accepted"> {
  return { type: "accepted", id, seq, at, to: 1 };
}

export function notStored(id: string): FrameNamed<ServerFrame, "error"> {
  return { type: "error", code: "not_stored", text: "Server: nei", id };
}
