/**
 * What the server says, and what it changes: lines become frames, frames are checked, cleaned and told. It must not
 * know what the person wants.
 *
 * @module
 */

import { assertNever } from "../../actors/encoding/assert_never.ts";
import { decodeServerFrame } from "../../actors/protocol/frame_codec.ts";
import type { ClosingReason, FrameNamed, ServerFrame } from "../../actors/protocol/frames.ts";
import type { Line } from "../../actors/encoding/line_decoder.ts";
import { splitNameAndText } from "../../actors/protocol/plain_text.ts";
import { cleanLine } from "../../actors/encoding/sanitize.ts";
import { cleanFrame } from "./clean_frame.ts";
import type { ToldFrame } from "./connection_events.ts";
import {
  type Connection,
  type ConnectionEffect,
  end,
  type Moment,
  type Phase,
  quietly,
  type Step,
  tell,
  wasIn,
} from "./connection_state.ts";
import { markUnsafe, settle } from "./outbox.ts";
import { breakOff, isSteady, lose } from "./reconnect.ts";
import { remember, wasTold } from "./seen_texts.ts";
import { follow, without } from "./typing_others.ts";
import { enter, turnAway } from "./welcome.ts";

/** Takes in what one read brought. However many frames it held, what is shown is acknowledged once. */
export function receive(connection: Connection, lines: readonly Line[], moment: Moment): Step {
  const endurance = { ...connection.endurance, heardAt: moment.at };
  let current: Connection = { ...connection, endurance };
  const effects: ConnectionEffect[] = [];
  for (const line of lines) {
    // The server is done with this client, or the client with it.
    if (current.phase === "ended" || current.phase === "waiting") break;
    const step = receiveLine(current, line, moment);
    current = step.connection;
    for (const effect of step.effects) effects.push(effect);
  }
  if (current.lastSeq > current.shown) effects.push({ type: "show", seq: current.lastSeq });
  return { connection: current, effects };
}

/** Lines that are passed over before the server answers: what is said in a room while a late hello is on its way. */
const MAX_PLAIN_LINES = 64;

/**
 * Takes one line. A type that nobody knows is a newer server's; other nonsense is passed over too once the server has
 * shown that it is one of ours, or may still do so.
 */
function receiveLine(connection: Connection, line: Line, moment: Moment): Step {
  // What is no string was longer than any frame.
  const isLine = typeof line === "string";
  const decoded = isLine ? decodeServerFrame(line) : undefined;
  if (decoded?.ok) return receiveFrame(connection, cleanFrame(decoded.frame), moment);
  const newer = decoded?.code === "unknown_type";
  if (connection.phase !== "greeting" || newer) return quietly(connection);
  const { count, words } = connection.plain;
  // Another kind of server begins with another kind of line.
  const isPlain = isLine &&
    (/^(?:Server|System): /.test(line) || splitNameAndText(line) !== undefined);
  if (!isPlain || count >= MAX_PLAIN_LINES) return breakOff(connection, moment);
  const own = line.startsWith("Server: ") ? cleanLine(line) : words;
  return quietly({ ...connection, plain: { count: count + 1, words: own } });
}

function receiveFrame(connection: Connection, frame: ServerFrame, moment: Moment): Step {
  switch (frame.type) {
    case "welcome":
      return enter(connection, frame, moment);
    case "refused":
      return turnAway(connection, { ...frame, text: cleanLine(frame.text) }, moment);
    case "closing":
      return close(connection, frame, moment);
    case "ping":
      return answer(connection, frame.n);
    case "pong":
      return measured(connection, frame.n, moment);
    case "accepted":
      return accept(connection, frame);
    case "error":
      return takeError(connection, frame);
    case "flow":
      if (frame.paused === connection.paused) return quietly(connection);
      return tell({ ...connection, paused: frame.paused }, frame);
    case "said":
      return hear(connection, frame);
    case "joined":
    case "left":
    case "lost":
    case "returned":
      return tellOnce(connection, frame);
    case "renamed":
      return rename(connection, frame);
    case "delivered":
    case "read":
      return tell(connection, frame);
    case "typing":
      return follow(connection, frame, moment);
    default:
      return assertNever(frame);
  }
}

function close(
  connection: Connection,
  { reason, text }: FrameNamed<ServerFrame, "closing">,
  moment: Moment,
): Step {
  // Who is leaving has got what they wished; the end of the stream follows.
  if (connection.phase === "leaving") return quietly(connection);
  const returns = mayReturn(reason, connection.phase) ||
    (reason === "replaced" && !isSteady(connection, moment));
  if (wasIn(connection) && returns) return lose(connection, moment);
  return end(connection, { type: "closed", reason, text: cleanLine(text) });
}

/** A server that stops tells its clients to go; but one that was not let in again yet tries the next one. */
function mayReturn(reason: ClosingReason, phase: Phase): boolean {
  return reason === "failed" || reason === "stalled" ||
    (reason === "stopping" && phase !== "joined");
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

/** A text that the server could not store stays here too: `accepted` may follow, or it is to be said again. */
function takeError(connection: Connection, frame: FrameNamed<ServerFrame, "error">): Step {
  const { code, id } = frame;
  if (id === undefined) return tell(connection, frame);
  if (code !== "not_stored") {
    return tell({ ...connection, outbox: settle(connection.outbox, id) }, frame);
  }
  const outbox = markUnsafe(connection.outbox, id);
  if (outbox === connection.outbox) return quietly(connection);
  return tell({ ...connection, outbox }, frame);
}

function measured(connection: Connection, n: number, { at }: Moment): Step {
  const { question } = connection;
  if (n !== question.n || question.askedAt === undefined) return quietly(connection);
  return tell(
    { ...connection, question: { n, askedAt: undefined } },
    { type: "measured", ms: at - question.askedAt },
  );
}

/** A text may come again under another number, when the server was killed before it had stored it. */
function hear(connection: Connection, frame: FrameNamed<ServerFrame, "said">): Step {
  const { from, id, seq } = frame;
  const step = tellOnce(connection, frame);
  if (step.effects.length === 0) return step;
  if (wasTold(connection.told, from.id, id)) return quietly(step.connection);
  const told = remember(connection.told, { from: from.id, id, seq });
  const typists = without(connection.typists, from.id);
  return { ...step, connection: { ...step.connection, told, typists } };
}

/** The name that one has now is the one to come in by again. */
function rename(connection: Connection, frame: FrameNamed<ServerFrame, "renamed">): Step {
  const step = tellOnce(connection, frame);
  if (step.effects.length === 0 || frame.member.id !== connection.you) return step;
  const hello = { ...connection.hello, name: frame.member.name };
  return { ...step, connection: { ...step.connection, hello } };
}

/** Numbers only go up: what is not above the last has been told. */
function tellOnce(connection: Connection, frame: ToldFrame & { readonly seq: number }): Step {
  if (connection.phase === "greeting" || frame.seq <= connection.lastSeq) {
    return quietly(connection);
  }
  return tell({ ...connection, lastSeq: frame.seq }, frame);
}
