/**
 * What the server says, and what it changes: bytes become frames, frames are checked, cleaned and told. It must not
 * know what the person wants.
 *
 * @module
 */

import { assertNever } from "../actors/runtime/actor.ts";
import { decodeServerFrame } from "../actors/protocol/framed.ts";
import type { FrameNamed, ServerFrame } from "../actors/protocol/frames.ts";
import { MAX_FRAME_BYTES } from "../actors/protocol/limits.ts";
import { decodeLines, type Line, TOO_LONG } from "../actors/protocol/line_decoder.ts";
import { cleanLine } from "../actors/protocol/sanitize.ts";
import { cleanFrame } from "./clean_frame.ts";
import type { ToldFrame } from "./connection_events.ts";
import {
  type Connection,
  type ConnectionEffect,
  end,
  quietly,
  type Step,
  tell,
} from "./connection_state.ts";
import { settle } from "./outbox.ts";

/** Takes in what one read brought. However many frames it held, what is shown is acknowledged once. */
export function receive(connection: Connection, bytes: Uint8Array, at: number): Step {
  const { state, lines } = decodeLines(connection.incoming, bytes, MAX_FRAME_BYTES);
  let current: Connection = { ...connection, incoming: state };
  const effects: ConnectionEffect[] = [];
  for (const line of lines) {
    if (current.phase === "ended") break;
    const step = receiveLine(current, line, at);
    current = step.connection;
    for (const effect of step.effects) effects.push(effect);
  }
  if (current.lastSeq > current.acked) effects.push({ type: "show", seq: current.lastSeq });
  return { connection: current, effects };
}

/**
 * Takes one line. A type that nobody knows is a newer server's; other nonsense is passed over too once the server has
 * shown that it is one of ours.
 */
function receiveLine(connection: Connection, line: Line, at: number): Step {
  const decoded = line === TOO_LONG ? undefined : decodeServerFrame(line);
  if (decoded?.ok) return receiveFrame(connection, cleanFrame(decoded.frame), at);
  const newer = decoded?.code === "unknown_type";
  if (connection.phase !== "greeting" || newer) return quietly(connection);
  return end(connection, { type: "no_greeting" });
}

function receiveFrame(connection: Connection, frame: ServerFrame, at: number): Step {
  switch (frame.type) {
    case "welcome":
      return welcome(connection, frame);
    case "refused":
      return end(connection, { ...frame, text: cleanLine(frame.text) });
    case "closing":
      return close(connection, frame.text);
    case "ping":
      return answer(connection, frame.n);
    case "pong":
      if (frame.n !== connection.lastPing.n) return quietly(connection);
      return tell(connection, { type: "measured", ms: at - connection.lastPing.at });
    case "accepted":
      return accept(connection, frame);
    case "error":
      return frame.id === undefined
        ? tell(connection, frame)
        : tell({ ...connection, outbox: settle(connection.outbox, frame.id) }, frame);
    case "flow":
      if (frame.paused === connection.paused) return quietly(connection);
      return tell({ ...connection, paused: frame.paused }, frame);
    case "said":
    case "joined":
    case "left":
    case "lost":
    case "returned":
    case "renamed":
      return tellOnce(connection, frame);
    case "delivered":
    case "read":
    case "typing":
      return tell(connection, frame);
    default:
      return assertNever(frame);
  }
}

function welcome(connection: Connection, frame: FrameNamed<ServerFrame, "welcome">): Step {
  if (connection.phase !== "greeting") return quietly(connection);
  // What was said before is not for a new seat.
  const { seq } = frame;
  return tell({ ...connection, phase: "joined", lastSeq: seq, acked: seq }, frame);
}

function close(connection: Connection, text: string): Step {
  // Who is leaving has got what they wished; the end of the stream follows.
  if (connection.phase === "leaving") return quietly(connection);
  return end(connection, { type: "closed", text: cleanLine(text) });
}

function answer(connection: Connection, n: number): Step {
  if (connection.phase === "leaving") return quietly(connection);
  return { connection, effects: [{ type: "send", frame: { type: "pong", n } }] };
}

function accept(connection: Connection, frame: FrameNamed<ServerFrame, "accepted">): Step {
  const outbox = settle(connection.outbox, frame.id);
  if (outbox === connection.outbox) return quietly(connection);
  return tell({ ...connection, outbox }, frame);
}

/** Numbers only go up: what is not above the last has been told. */
function tellOnce(connection: Connection, frame: ToldFrame & { readonly seq: number }): Step {
  if (connection.phase === "greeting" || frame.seq <= connection.lastSeq) {
    return quietly(connection);
  }
  return tell({ ...connection, lastSeq: frame.seq }, frame);
}
