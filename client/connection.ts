/**
 * One person's connection to a server, as a machine without time or sockets: what happens goes in, what is to be done
 * comes out. It must not know how bytes travel, nor how anything looks on a screen.
 *
 * ```
 * connecting ─opened─► greeting ─welcome─► joined ─leave─► leaving ─closed─► ended
 *      └────────────────────┴─────────────────┴── refused, closed, too late ──►┘
 * ```
 *
 * Nothing that a server sends makes it throw.
 *
 * @module
 */

import { assertNever } from "../actors/runtime/actor.ts";
import { type Hello, PROTOCOL_VERSION } from "../actors/protocol/frames.ts";
import { MAX_TEXT_BYTES } from "../actors/protocol/limits.ts";
import { emptyLines } from "../actors/protocol/line_decoder.ts";
import { cleanText } from "../actors/protocol/sanitize.ts";
import { utf8Length } from "../actors/protocol/utf8_length.ts";
import type { Ending } from "./connection_events.ts";
import {
  type Connection,
  type ConnectionEffect,
  type ConnectionInput,
  end,
  type Phase,
  quietly,
  type Step,
  tell,
} from "./connection_state.ts";
import { receive } from "./incoming.ts";
import { allSent, emptyOutbox, hasRoom, put, unsent } from "./outbox.ts";

/** Longer than a slow network's handshake takes, shorter than a person waits without a word. */
const GREETING_MS = 10_000;

/** The server has only to close; one that cannot even do that keeps nobody. */
const LEAVING_MS = 2_000;

/**
 * Begins a connection.
 *
 * @param who The name to be known by, and the room; without one, the server's own choice.
 * @param idPrefix Begins the id of every text: something no earlier client of this seat had.
 */
export function startConnection(
  who: { readonly name: string; readonly room?: string | undefined },
  idPrefix: string,
): Step {
  const { name, room } = who;
  const hello: Hello = { type: "hello", version: PROTOCOL_VERSION, name };
  const connection: Connection = {
    phase: "connecting",
    hello: room === undefined ? hello : { ...hello, room },
    incoming: emptyLines,
    outbox: emptyOutbox(idPrefix),
    paused: false,
    lastSeq: 0,
    acked: 0,
    lastPing: { n: 0, at: 0 },
    finishing: false,
  };
  return {
    connection,
    effects: [{ type: "connect" }, { type: "deadline", ms: GREETING_MS, phase: "connecting" }],
  };
}

/** Whether the person may say something now: otherwise what is typed had better wait where it is. */
export function wantsInput(connection: Connection): boolean {
  return connection.phase === "joined" && !connection.finishing && hasRoom(connection.outbox);
}

/** Takes one input. */
export function transition(connection: Connection, input: ConnectionInput): Step {
  if (connection.phase === "ended") return quietly(connection);
  return proceed(react(connection, input));
}

function react(connection: Connection, input: ConnectionInput): Step {
  switch (input.type) {
    case "opened":
      return {
        connection: { ...connection, phase: "greeting" },
        effects: [
          { type: "send", frame: connection.hello },
          { type: "deadline", ms: GREETING_MS, phase: "greeting" },
        ],
      };
    case "unreachable":
      return end(connection, { type: "unreachable" });
    case "received":
      return receive(connection, input.bytes, input.at);
    case "closed":
      return end(connection, endingOf(connection.phase));
    case "too_late":
      if (input.phase !== connection.phase) return quietly(connection);
      return end(connection, endingOf(connection.phase));
    case "shown":
      return acknowledge(connection, input.seq);
    case "say":
      return say(connection, input.text);
    case "measure":
      return measure(connection, input.at);
    case "finish":
      return quietly({ ...connection, finishing: true });
    case "leave":
      return leave(connection);
    default:
      return assertNever(input);
  }
}

/** Does what has become possible, whatever made it so: sends what waits, and leaves when nothing waits any more. */
function proceed({ connection, effects }: Step): Step {
  if (connection.phase !== "joined") return { connection, effects };
  const { outbox, paused, finishing } = connection;
  if (finishing && outbox.texts.length === 0) {
    const left = leave(connection);
    return { connection: left.connection, effects: [...effects, ...left.effects] };
  }
  if (paused || outbox.sent === outbox.texts.length) return { connection, effects };
  const sends = unsent(outbox).map(({ id, text }): ConnectionEffect => (
    { type: "send", frame: { type: "say", id, text } }
  ));
  return {
    connection: { ...connection, outbox: allSent(outbox) },
    effects: [...effects, ...sends],
  };
}

/** Says a text, as the others will see it. */
function say(connection: Connection, typed: string): Step {
  const text = cleanText(typed);
  if (text.trim() === "") return quietly(connection);
  if (utf8Length(text) > MAX_TEXT_BYTES) {
    return tell(connection, { type: "not_sent", reason: "too_long" });
  }
  if (!hasRoom(connection.outbox)) {
    return tell(connection, { type: "not_sent", reason: "too_many" });
  }
  const { outbox, added } = put(connection.outbox, text);
  return tell({ ...connection, outbox }, { type: "queued", ...added });
}

function measure(connection: Connection, at: number): Step {
  if (connection.phase !== "joined") return quietly(connection);
  const n = connection.lastPing.n + 1;
  return {
    connection: { ...connection, lastPing: { n, at } },
    effects: [{ type: "send", frame: { type: "ping", n } }],
  };
}

function acknowledge(connection: Connection, seq: number): Step {
  if (connection.phase !== "joined" || seq <= connection.acked) return quietly(connection);
  return {
    connection: { ...connection, acked: seq },
    effects: [{ type: "send", frame: { type: "ack", seq } }],
  };
}

function leave(connection: Connection): Step {
  if (connection.phase !== "joined") return end(connection, { type: "left" });
  return {
    connection: { ...connection, phase: "leaving" },
    effects: [
      { type: "send", frame: { type: "leave" } },
      { type: "deadline", ms: LEAVING_MS, phase: "leaving" },
    ],
  };
}

/** What it means that nothing more comes in `phase`. */
function endingOf(phase: Phase): Ending {
  switch (phase) {
    case "connecting":
      return { type: "unreachable" };
    case "greeting":
      return { type: "no_greeting" };
    case "leaving":
      return { type: "left" };
    default:
      return { type: "lost" };
  }
}
