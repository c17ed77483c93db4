/**
 * Handles what the server sends: decodes, cleans and reports frames, and updates the state. It must
 * not know what the person wants.
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
import type { ForwardedFrame } from "./connection_events.ts";
import {
  type Connection,
  type ConnectionEffect,
  type ConnectionStep,
  end,
  hasJoined,
  type Moment,
  noEffects,
  notify,
  type Phase,
} from "./connection_state.ts";
import { markUnstored, removeText } from "./outbox.ts";
import { handleDisconnect, isStable, reconnect } from "./reconnect.ts";
import { addSeenText, wasSeen } from "./seen_texts.ts";
import { exceptMember, handleTyping } from "./typing_others.ts";
import { handleRefusal, handleWelcome } from "./welcome.ts";

/** Handles the lines of one read. However many frames they hold, the client acks them once. */
export function receive(
  connection: Connection,
  lines: readonly Line[],
  moment: Moment,
): ConnectionStep {
  const health = { ...connection.health, receivedAt: moment.at };
  let current: Connection = { ...connection, health };
  const effects: ConnectionEffect[] = [];
  for (const line of lines) {
    // The connection has ended or is to be tried again, so the rest does not count.
    if (current.phase === "ended" || current.phase === "waiting") break;
    const step = receiveLine(current, line, moment);
    current = step.connection;
    for (const effect of step.effects) effects.push(effect);
  }
  if (current.lastSeq > current.shown) effects.push({ type: "show", seq: current.lastSeq });
  return { connection: current, effects };
}

/**
 * Lines to ignore before the server answers the hello. A room may be busy while a hello is on its
 * way.
 */
const MAX_PLAIN_LINES = 64;

/**
 * Handles one line. It ignores unknown frame types, which a newer server may send. It ignores other
 * nonsense too, unless the server has not shown yet that it is a Tospann server.
 */
function receiveLine(connection: Connection, line: Line, moment: Moment): ConnectionStep {
  // A line that is not a string was longer than any frame.
  const isLine = typeof line === "string";
  const decoded = isLine ? decodeServerFrame(line) : undefined;
  if (decoded?.ok) return receiveFrame(connection, cleanFrame(decoded.frame), moment);
  const newer = decoded?.code === "unknown_type";
  if (connection.phase !== "greeting" || newer) return noEffects(connection);
  const { count, words } = connection.plain;
  // Servers of other kinds start with other lines.
  const isPlain = isLine &&
    (/^(?:Server|System): /.test(line) || splitNameAndText(line) !== undefined);
  if (!isPlain || count >= MAX_PLAIN_LINES) return handleDisconnect(connection, moment);
  const own = line.startsWith("Server: ") ? cleanLine(line) : words;
  return noEffects({ ...connection, plain: { count: count + 1, words: own } });
}

function receiveFrame(connection: Connection, frame: ServerFrame, moment: Moment): ConnectionStep {
  switch (frame.type) {
    case "welcome":
      return handleWelcome(connection, frame, moment);
    case "refused":
      return handleRefusal(connection, { ...frame, text: cleanLine(frame.text) }, moment);
    case "closing":
      return handleClosing(connection, frame, moment);
    case "ping":
      return handlePing(connection, frame.n);
    case "pong":
      return handlePong(connection, frame.n, moment);
    case "accepted":
      return handleAccepted(connection, frame);
    case "error":
      return handleError(connection, frame);
    case "flow":
      if (frame.paused === connection.paused) return noEffects(connection);
      return notify({ ...connection, paused: frame.paused }, frame);
    case "said":
      return handleText(connection, frame);
    case "joined":
    case "left":
    case "lost":
    case "returned":
      return reportOnce(connection, frame);
    case "renamed":
      return handleRenamed(connection, frame);
    case "delivered":
    case "read":
      return notify(connection, frame);
    case "typing":
      return handleTyping(connection, frame, moment);
    default:
      return assertNever(frame);
  }
}

function handleClosing(
  connection: Connection,
  { reason, text }: FrameNamed<ServerFrame, "closing">,
  moment: Moment,
): ConnectionStep {
  // The client is leaving anyway. The end of the stream follows.
  if (connection.phase === "leaving") return noEffects(connection);
  const returns = shouldReconnect(reason, connection.phase) ||
    (reason === "replaced" && !isStable(connection, moment));
  if (hasJoined(connection) && returns) return reconnect(connection, moment);
  return end(connection, { type: "closed", reason, text: cleanLine(text) });
}

/**
 * Whether to reconnect. A stopping server ends the connection, but if the client had not been let
 * in again yet, another server may soon be there.
 */
function shouldReconnect(reason: ClosingReason, phase: Phase): boolean {
  return reason === "failed" || reason === "stalled" ||
    (reason === "stopping" && phase !== "joined");
}

function handlePing(connection: Connection, n: number): ConnectionStep {
  if (connection.phase === "leaving") return noEffects(connection);
  return { connection, effects: [{ type: "send", frame: { type: "pong", n } }] };
}

function handleAccepted(
  connection: Connection,
  frame: FrameNamed<ServerFrame, "accepted">,
): ConnectionStep {
  const outbox = removeText(connection.outbox, frame.id);
  if (outbox === connection.outbox) return noEffects(connection);
  return notify({ ...connection, outbox }, frame);
}

/**
 * A text that the server could not store stays in the outbox: the server may still accept it, or
 * the client sends it again.
 */
function handleError(
  connection: Connection,
  frame: FrameNamed<ServerFrame, "error">,
): ConnectionStep {
  const { code, id } = frame;
  if (id === undefined) return notify(connection, frame);
  if (code !== "not_stored") {
    return notify({ ...connection, outbox: removeText(connection.outbox, id) }, frame);
  }
  const outbox = markUnstored(connection.outbox, id);
  if (outbox === connection.outbox) return noEffects(connection);
  return notify({ ...connection, outbox }, frame);
}

function handlePong(connection: Connection, n: number, { at }: Moment): ConnectionStep {
  const { ping } = connection;
  if (n !== ping.n || ping.sentAt === undefined) return noEffects(connection);
  return notify(
    { ...connection, ping: { n, sentAt: undefined } },
    { type: "measured", ms: at - ping.sentAt },
  );
}

/** A killed server may send a text again under another number if it had not stored it. */
function handleText(
  connection: Connection,
  frame: FrameNamed<ServerFrame, "said">,
): ConnectionStep {
  const { from, id, seq } = frame;
  const step = reportOnce(connection, frame);
  if (step.effects.length === 0) return step;
  if (wasSeen(connection.seenTexts, from.id, id)) return noEffects(step.connection);
  const seenTexts = addSeenText(connection.seenTexts, { from: from.id, id, seq });
  const typingMembers = exceptMember(connection.typingMembers, from.id);
  return { ...step, connection: { ...step.connection, seenTexts, typingMembers } };
}

/** The next hello uses the new name. */
function handleRenamed(
  connection: Connection,
  frame: FrameNamed<ServerFrame, "renamed">,
): ConnectionStep {
  const step = reportOnce(connection, frame);
  if (step.effects.length === 0 || frame.member.id !== connection.ownId) return step;
  const hello = { ...connection.hello, name: frame.member.name };
  return { ...step, connection: { ...step.connection, hello } };
}

/** Reports an event unless its number shows that it was reported before. Numbers only grow. */
function reportOnce(
  connection: Connection,
  frame: ForwardedFrame & { readonly seq: number },
): ConnectionStep {
  if (connection.phase === "greeting" || frame.seq <= connection.lastSeq) {
    return noEffects(connection);
  }
  return notify({ ...connection, lastSeq: frame.seq }, frame);
}
