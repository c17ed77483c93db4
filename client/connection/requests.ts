/**
 * What the person wants of the connection besides coming and going. It must not know how the wish was made.
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
  withoutEffects,
} from "./connection_state.ts";
import { addText, hasRoom } from "./outbox.ts";

/** Says a text, as the others will see it. */
export function sayText(connection: Connection, typed: string): ConnectionStep {
  const text = cleanText(typed);
  if (text.trim() === "") return withoutEffects(connection);
  if (utf8Length(text) > MAX_TEXT_BYTES) {
    return notify(connection, { type: "not_sent", reason: "too_long" });
  }
  if (!hasRoom(connection.outbox)) {
    return notify(connection, { type: "not_sent", reason: "too_many" });
  }
  const { outbox, added } = addText(connection.outbox, text);
  // Whoever has said it is no longer typing it: everybody knows that.
  return notify({ ...connection, outbox, isTyping: false }, { type: "queued", ...added });
}

/** Tells that the person is typing, or no more. How often it is told is the shell's to decide. */
export function signalTyping(connection: Connection, active: boolean): ConnectionStep {
  const { phase, paused, isTyping } = connection;
  // A server that reads nothing would pass it on when it is no longer so.
  const isTold = phase === "joined" && (active ? !paused : isTyping);
  if (!isTold) return withoutEffects(connection);
  return {
    connection: { ...connection, isTyping: active },
    effects: [{ type: "send", frame: { type: "typing", active } }],
  };
}

/** Asks for another name: the server's `renamed` tells which it is. */
export function requestName(connection: Connection, name: string): ConnectionStep {
  if (connection.phase !== "joined") return notify(connection, { type: "not_connected" });
  return { connection, effects: [{ type: "send", frame: { type: "rename", name } }] };
}

/** Asks how long the way to the server and back is. */
export function measureRoundTrip(connection: Connection, { at }: Moment): ConnectionStep {
  if (connection.phase !== "joined") return notify(connection, { type: "not_connected" });
  const n = connection.ping.n + 1;
  return {
    connection: { ...connection, ping: { n, askedAt: at } },
    effects: [{ type: "send", frame: { type: "ping", n } }],
  };
}
