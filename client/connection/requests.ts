/**
 * What the person wants of the connection besides coming and going. It must not know how the wish was made.
 *
 * @module
 */

import { MAX_TEXT_BYTES } from "../../actors/protocol/limits.ts";
import { cleanText } from "../../actors/encoding/sanitize.ts";
import { utf8Length } from "../../actors/encoding/utf8.ts";
import { type Connection, type Moment, quietly, type Step, tell } from "./connection_state.ts";
import { hasRoom, put } from "./outbox.ts";

/** Says a text, as the others will see it. */
export function say(connection: Connection, typed: string): Step {
  const text = cleanText(typed);
  if (text.trim() === "") return quietly(connection);
  if (utf8Length(text) > MAX_TEXT_BYTES) {
    return tell(connection, { type: "not_sent", reason: "too_long" });
  }
  if (!hasRoom(connection.outbox)) {
    return tell(connection, { type: "not_sent", reason: "too_many" });
  }
  const { outbox, added } = put(connection.outbox, text);
  // Whoever has said it is no longer typing it: everybody knows that.
  return tell({ ...connection, outbox, typing: false }, { type: "queued", ...added });
}

/** Tells that the person is typing, or no more. How often it is told is the shell's to decide. */
export function type(connection: Connection, active: boolean): Step {
  const { phase, paused, typing } = connection;
  // A server that reads nothing would pass it on when it is no longer so.
  const isTold = phase === "joined" && (active ? !paused : typing);
  if (!isTold) return quietly(connection);
  return {
    connection: { ...connection, typing: active },
    effects: [{ type: "send", frame: { type: "typing", active } }],
  };
}

/** Asks for another name: the server's `renamed` tells which it is. */
export function rename(connection: Connection, name: string): Step {
  if (connection.phase !== "joined") return tell(connection, { type: "not_connected" });
  return { connection, effects: [{ type: "send", frame: { type: "rename", name } }] };
}

/** Asks how long the way to the server and back is. */
export function measure(connection: Connection, { at }: Moment): Step {
  if (connection.phase !== "joined") return tell(connection, { type: "not_connected" });
  const n = connection.question.n + 1;
  return {
    connection: { ...connection, question: { n, askedAt: at } },
    effects: [{ type: "send", frame: { type: "ping", n } }],
  };
}
