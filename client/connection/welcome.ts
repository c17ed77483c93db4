/**
 * What follows when the server lets this client in, or does not: the old seat is taken up where it was left, or a new
 * one begun. It must not know what is said in the room.
 *
 * @module
 */

import type { FrameNamed, ServerFrame } from "../../actors/protocol/frames.ts";
import type { NotSentReason } from "./connection_events.ts";
import {
  type Connection,
  type ConnectionEffect,
  end,
  type Moment,
  quietly,
  type Step,
  wasIn,
} from "./connection_state.ts";
import { PING_AFTER_MS } from "./heartbeat.ts";
import { forsake, type Outbox, type OutgoingText } from "./outbox.ts";
import { nothingRead } from "./read_receipts.ts";
import { lose } from "./reconnect.ts";

/** The server lets this client in. */
export function enter(
  connection: Connection,
  frame: FrameNamed<ServerFrame, "welcome">,
  { at }: Moment,
): Step {
  if (connection.phase !== "greeting") return quietly(connection);
  const isBack = frame.resumed && connection.token !== undefined;
  const { seated, doubtful } = isBack
    ? { seated: connection, doubtful: [] }
    : beginAnew(connection, frame.seq);
  const { endurance, shown } = seated;
  return {
    connection: {
      ...seated,
      phase: "joined",
      token: frame.token,
      you: frame.you.id,
      paused: false,
      endurance: { ...endurance, joinedAt: at, isLost: false, heardAt: at },
    },
    effects: [
      { type: "notify", event: { ...frame, resumed: isBack } },
      ...notSent(doubtful, "uncertain"),
      // Also where there is nothing new: it tells the server that this client acks.
      { type: "send", frame: { type: "ack", seq: shown } },
      { type: "wake", timer: "heartbeat", ms: PING_AFTER_MS },
    ],
  };
}

/** The server does not let this client in. */
export function turnAway(
  connection: Connection,
  refusal: FrameNamed<ServerFrame, "refused">,
  moment: Moment,
): Step {
  if (wasIn(connection) && refusal.reason === "stopping") return lose(connection, moment);
  const { connection: ended, effects } = end(connection, refusal);
  if (refusal.reason !== "room_full" || connection.token === undefined) {
    return { connection: ended, effects };
  }
  // There is no seat in the room, so the old one is gone too: what waited for it reaches nobody.
  return {
    connection: ended,
    effects: [...allNotSent(connection.outbox), { type: "forget" }, ...effects],
  };
}

/** Tells of each text that waits that it is given up: those that went to the server may have arrived. */
export function allNotSent(waiting: Outbox): readonly ConnectionEffect[] {
  const { outbox, doubtful } = forsake(waiting);
  return [...notSent(doubtful, "uncertain"), ...notSent(outbox.texts, "unsent")];
}

/** Tells of each text that it is given up. */
export function notSent(
  texts: readonly OutgoingText[],
  reason: NotSentReason,
): readonly ConnectionEffect[] {
  return texts.map(({ id, text }) => (
    { type: "notify", event: { type: "not_sent", reason, id, text } }
  ));
}

/** A new seat: what was said before it is not for it, and what was sent to the old one may have arrived. */
function beginAnew(connection: Connection, seq: number) {
  const { outbox, doubtful } = forsake(connection.outbox);
  // Numbers that begin anew are another room's, and so are its members and their ids.
  const told = seq > connection.lastSeq ? connection.told : [];
  return {
    seated: {
      ...connection,
      outbox,
      told,
      lastSeq: seq,
      shown: seq,
      reading: nothingRead(seq),
    },
    doubtful,
  };
}
