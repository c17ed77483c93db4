/**
 * What follows when the server lets this client in or refuses it. The client takes up its old seat,
 * or starts a new one. It must not know what people say in the room.
 *
 * @module
 */

import type { FrameNamed, ServerFrame } from "../../actors/protocol/frames.ts";
import type { Ending, NotSentReason } from "./connection_events.ts";
import {
  type Connection,
  type ConnectionEffect,
  type ConnectionStep,
  end,
  hasJoined,
  type Moment,
  step,
} from "./connection_state.ts";
import { PING_AFTER_MS } from "./heartbeat.ts";
import { abandonSent, type OutgoingText } from "./outbox.ts";
import { readUpTo } from "./read_receipts.ts";
import { reconnect } from "./reconnect.ts";

/** The server lets this client in. */
export function handleWelcome(
  connection: Connection,
  frame: FrameNamed<ServerFrame, "welcome">,
  { at }: Moment,
): ConnectionStep {
  if (connection.phase !== "greeting") return step(connection);
  const isBack = frame.resumed && connection.token !== undefined;
  const { seated, uncertain } = isBack
    ? { seated: connection, uncertain: [] }
    : startNewSeat(connection, frame.seq);
  const { health, shown } = seated;
  return step(
    {
      ...seated,
      phase: "joined",
      token: frame.token,
      ownId: frame.you.id,
      paused: false,
      health: { ...health, joinedAt: at, isLost: false, receivedAt: at },
    },
    { type: "notify", event: { ...frame, resumed: isBack } },
    ...notSentEvents(uncertain, "uncertain"),
    // Sent even if nothing is new: it tells the server that this client acks.
    { type: "send", frame: { type: "ack", seq: shown } },
    { type: "wake", timer: "heartbeat", ms: PING_AFTER_MS },
  );
}

/** The server does not let this client in. */
export function handleRefusal(
  connection: Connection,
  refusal: FrameNamed<ServerFrame, "refused">,
  moment: Moment,
): ConnectionStep {
  if (hasJoined(connection) && refusal.reason === "stopping") return reconnect(connection, moment);
  // If the room is full, the old seat is gone too.
  return refusal.reason === "room_full" && connection.token !== undefined
    ? endWithoutSeat(connection, refusal)
    : end(connection, refusal);
}

/**
 * Ends the connection, with the seat gone: the waiting texts reach nobody any more. Those that the
 * client had sent may have arrived.
 */
export function endWithoutSeat(connection: Connection, ending: Ending): ConnectionStep {
  const { outbox, uncertain } = abandonSent(connection.outbox);
  const ended = end(connection, ending);
  return step(
    ended.connection,
    ...notSentEvents(uncertain, "uncertain"),
    ...notSentEvents(outbox.texts, "unsent"),
    { type: "forget" },
    ...ended.effects,
  );
}

/** Reports that these texts were not sent. */
export function notSentEvents(
  texts: readonly OutgoingText[],
  reason: NotSentReason,
): readonly ConnectionEffect[] {
  return texts.map(({ id, text }) => (
    { type: "notify", event: { type: "not_sent", reason, id, text } }
  ));
}

/**
 * Starts a new seat. It does not get earlier events, and texts sent to the old seat may have
 * arrived.
 */
function startNewSeat(connection: Connection, seq: number) {
  const { outbox, uncertain } = abandonSent(connection.outbox);
  // Lower numbers mean another room, with other members and other ids.
  const seenTexts = seq > connection.lastSeq ? connection.seenTexts : [];
  const readPosition = readUpTo(seq);
  const seated = { ...connection, outbox, seenTexts, lastSeq: seq, shown: seq, readPosition };
  return { seated, uncertain };
}
