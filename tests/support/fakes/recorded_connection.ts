/**
 * A client's connection in the test's hands, and the frames that a server would send it. What it was told to do is
 * remembered; time passes when the test says so.
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
import type { SavedSeat } from "../../../client/connection/saved_seat.ts";

export const at = "2026-11-23T01:02:03.456Z";
export const kari = { id: "m2", name: "kari" };

/** An input; of one from the network, the attempt may be left out where it is the current one. */
export type Given =
  | ConnectionInput
  | { readonly type: "opened" | "unreachable" | "closed" }
  | { readonly type: "received"; readonly lines: readonly Line[] };

/** A connection that remembers what it was told to do. */
export class Recorded {
  connection: Connection;
  effects: ConnectionEffect[] = [];
  /** The time, and chance. */
  at = 0;
  random = 0;

  constructor(kept?: SavedSeat, idPrefix = "p") {
    const { connection, effects } = openConnection({ name: "ola" }, idPrefix, kept);
    this.connection = connection;
    this.effects.push(...effects);
  }

  take(input: Given): this {
    // An attempt does no harm to an input that has no use for one, and this is what the others lack.
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

  /** The wait is over. */
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

  get told(): readonly ConnectionEvent[] {
    return this.effects.flatMap((effect) => effect.type === "notify" ? [effect.event] : []);
  }

  /** What another run of the client would find, if that changed since it was last looked for. */
  get kept(): SavedSeat | "forgotten" | undefined {
    const last = this.effects.findLast(({ type }) => type === "save" || type === "forget");
    return last?.type === "save" ? last.seat : last && "forgotten";
  }

  /** How long the last wait is. */
  get wait(): number | undefined {
    const wake = this.effects.findLast((effect) =>
      effect.type === "wake" && effect.timer === "waiting"
    );
    return wake?.type === "wake" ? wake.ms : undefined;
  }
}

/** A connection in the room. */
export function joined(seq = 0): Recorded {
  return new Recorded().open().receive(welcome(seq)).forget();
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
