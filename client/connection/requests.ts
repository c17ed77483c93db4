/**
 * What the person can ask of the connection, except to leave. It must not know how the person
 * asked.
 *
 * @module
 */

import { MAX_TEXT_BYTES } from "../../actors/protocol/limits.ts";
import { cleanText } from "../../actors/encoding/sanitize.ts";
import { utf8Length } from "../../actors/encoding/utf8.ts";
import {
  type Connection,
  type ConnectionStep,
  type Moment,
  notify,
  send,
  step,
} from "./connection_state.ts";
import { addText, hasRoom } from "./outbox.ts";

/** Queues a text, cleaned in the same way as the others will see it. */
export function sayText(connection: Connection, typed: string): ConnectionStep {
  const text = cleanText(typed);
  if (text.trim() === "") return step(connection);
  const isTooLong = utf8Length(text) > MAX_TEXT_BYTES;
  if (isTooLong || !hasRoom(connection.outbox)) {
    const reason = isTooLong ? "too_long" : "too_many";
    return notify(connection, { type: "not_sent", reason });
  }
  const { outbox, added } = addText(connection.outbox, text);
  // Everyone knows that a person who has sent a text no longer types it.
  return notify({ ...connection, outbox, isTyping: false }, { type: "queued", ...added });
}

/** Reports that the person types or has stopped. The view decides how often. */
export function signalTyping(connection: Connection, active: boolean): ConnectionStep {
  const { phase, paused, isTyping } = connection;
  // A paused server would read this when it is no longer true.
  const isTold = phase === "joined" && (active ? !paused : isTyping);
  if (!isTold) return step(connection);
  return send({ ...connection, isTyping: active }, { type: "typing", active });
}

/** Asks for another name. The server answers with `renamed`. */
export function requestName(connection: Connection, name: string): ConnectionStep {
  if (connection.phase !== "joined") return notify(connection, { type: "not_connected" });
  return send(connection, { type: "rename", name });
}

/** Measures the round trip to the server. */
export function measureRoundTrip(connection: Connection, { at }: Moment): ConnectionStep {
  if (connection.phase !== "joined") return notify(connection, { type: "not_connected" });
  const n = connection.ping.n + 1;
  return send({ ...connection, ping: { n, sentAt: at } }, { type: "ping", n });
}
