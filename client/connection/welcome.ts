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
  type ConnectionStep,
  end,
  hasJoined,
  type Moment,
  withoutEffects,
} from "./connection_state.ts";
import { PING_AFTER_MS } from "./heartbeat.ts";
import { abandonSent, type Outbox, type OutgoingText } from "./outbox.ts";
import { readUpTo } from "./read_receipts.ts";
import { reconnect } from "./reconnect.ts";

/** The server lets this client in. */
export function handleWelcome(
  connection: Connection,
  frame: FrameNamed<ServerFrame, "welcome">,
  { at }: Moment,
): ConnectionStep {
  if (connection.phase !== "greeting") return withoutEffects(connection);
  const isBack = frame.resumed && connection.token !== undefined;
  const { seated, doubtful } = isBack
    ? { seated: connection, doubtful: [] }
    : startNewSeat(connection, frame.seq);
  const { health, shown } = seated;
  return {
    connection: {
      ...seated,
      phase: "joined",
      token: frame.token,
      ownId: frame.you.id,
      paused: false,
      health: { ...health, joinedAt: at, isLost: false, heardAt: at },
    },
    effects: [
      { type: "notify", event: { ...frame, resumed: isBack } },
      ...notSentEvents(doubtful, "uncertain"),
      // Also where there is nothing new: it tells the server that this client acks.
      { type: "send", frame: { type: "ack", seq: shown } },
      { type: "wake", timer: "heartbeat", ms: PING_AFTER_MS },
    ],
  };
}

/** The server does not let this client in. */
export function handleRefusal(
  connection: Connection,
  refusal: FrameNamed<ServerFrame, "refused">,
  moment: Moment,
): ConnectionStep {
  if (hasJoined(connection) && refusal.reason === "stopping") return reconnect(connection, moment);
  const { connection: ended, effects } = end(connection, refusal);
  if (refusal.reason !== "room_full" || connection.token === undefined) {
    return { connection: ended, effects };
  }
  // There is no seat in the room, so the old one is gone too: what waited for it reaches nobody.
  return {
    connection: ended,
    effects: [...abandonAll(connection.outbox), { type: "forget" }, ...effects],
  };
}

/** Tells of each text that waits that it is given up: those that went to the server may have arrived. */
export function abandonAll(waiting: Outbox): readonly ConnectionEffect[] {
  const { outbox, doubtful } = abandonSent(waiting);
  return [...notSentEvents(doubtful, "uncertain"), ...notSentEvents(outbox.texts, "unsent")];
}

/** Tells of each text that it is given up. */
export function notSentEvents(
  texts: readonly OutgoingText[],
  reason: NotSentReason,
): readonly ConnectionEffect[] {
  return texts.map(({ id, text }) => (
    { type: "notify", event: { type: "not_sent", reason, id, text } }
  ));
}

/** A new seat: what was said before it is not for it, and what was sent to the old one may have arrived. */
function startNewSeat(connection: Connection, seq: number) {
  const { outbox, doubtful } = abandonSent(connection.outbox);
  // Numbers that begin anew are another room's, and so are its members and their ids.
  const seenTexts = seq > connection.lastSeq ? connection.seenTexts : [];
  return {
    seated: {
      ...connection,
      outbox,
      seenTexts,
      lastSeq: seq,
      shown: seq,
      readPosition: readUpTo(seq),
    },
    doubtful,
  };
}
