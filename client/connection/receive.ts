/**
 * Handles what the server sends: decodes, cleans and reports frames, and updates the state. It must
 * not know what the person wants.
 *
 * @module
 */

import { match } from "../../actors/encoding/match.ts";
import { decodeServerFrame } from "../../actors/protocol/frame_codec.ts";
import type { FrameNamed, ServerFrame } from "../../actors/protocol/frames.ts";
import type { Line } from "../../actors/encoding/line_decoder.ts";
import { splitNameAndText } from "../../actors/protocol/plain_text.ts";
import { cleanLine, cleanText } from "../../actors/encoding/sanitize.ts";
import type { ForwardedFrame } from "./connection_events.ts";
import {
  type Connection,
  type ConnectionEffect,
  type ConnectionStep,
  end,
  hasJoined,
  type Moment,
  notify,
  send,
  step,
} from "./connection_state.ts";
import { markUnstored, type Outbox, removeText } from "./outbox.ts";
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
    // The connection has ended, or waits for its next attempt, so the rest does not count.
    if (current.phase === "ended" || current.phase === "waiting") break;
    const next = receiveLine(current, line, moment);
    current = next.connection;
    for (const effect of next.effects) effects.push(effect);
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
  if (connection.phase !== "greeting" || newer) return step(connection);
  const { count, words } = connection.plain;
  // Servers of other kinds start with other lines.
  const isPlain = isLine &&
    (/^(?:Server|System): /.test(line) || splitNameAndText(line) !== undefined);
  if (!isPlain || count >= MAX_PLAIN_LINES) return handleDisconnect(connection, moment);
  const own = line.startsWith("Server: ") ? cleanLine(line) : words;
  return step({ ...connection, plain: { count: count + 1, words: own } });
}

/**
 * Makes every string in a frame safe to show. The server should have done so, but a client does not
 * let a stranger write freely to its person's terminal.
 *
 * @param frame A frame that matches its schema, so that its depth is limited.
 */
function cleanFrame(frame: ServerFrame): ServerFrame {
  // Keys and types stay the same, so the result is a frame.
  return cleanValue("", frame) as ServerFrame;
}

/** Only what people say (`text`) may have several lines. */
function cleanValue(key: string, value: unknown): unknown {
  if (typeof value === "string") return key === "text" ? cleanText(value) : cleanLine(value);
  if (Array.isArray(value)) return value.map((item) => cleanValue(key, item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, cleanValue(name, inner)]),
  );
}

function receiveFrame(connection: Connection, frame: ServerFrame, moment: Moment): ConnectionStep {
  const once = (event: ForwardedFrame & { readonly seq: number }) => reportOnce(connection, event);
  return match<ServerFrame, ConnectionStep>(frame, {
    welcome: (welcome) => handleWelcome(connection, welcome, moment),
    refused: (refusal) =>
      handleRefusal(connection, { ...refusal, text: cleanLine(refusal.text) }, moment),
    closing: (closing) => handleClosing(connection, closing, moment),
    ping: ({ n }) =>
      connection.phase === "leaving" ? step(connection) : send(connection, { type: "pong", n }),
    pong: ({ n }) => handlePong(connection, n, moment),
    accepted: (accepted) =>
      notifyIfChanged(connection, removeText(connection.outbox, accepted.id), accepted),
    error: (error) => handleError(connection, error),
    flow: (flow) =>
      flow.paused === connection.paused
        ? step(connection)
        : notify({ ...connection, paused: flow.paused }, flow),
    said: (said) => handleText(connection, said),
    joined: once,
    left: once,
    lost: once,
    returned: once,
    renamed: (renamed) => handleRenamed(connection, renamed),
    delivered: (delivered) => notify(connection, delivered),
    read: (read) => notify(connection, read),
    typing: (typing) => handleTyping(connection, typing, moment),
  });
}

function handleClosing(
  connection: Connection,
  { reason, text }: FrameNamed<ServerFrame, "closing">,
  moment: Moment,
): ConnectionStep {
  const { phase } = connection;
  // The client is leaving anyway. The end of the stream follows.
  if (phase === "leaving") return step(connection);
  // A stopping server ends the connection, but if the client had not been let in again yet, another
  // server may soon be there.
  const returns = reason === "failed" || reason === "stalled" ||
    (reason === "stopping" && phase !== "joined") ||
    (reason === "replaced" && !isStable(connection, moment));
  if (hasJoined(connection) && returns) return reconnect(connection, moment);
  return end(connection, { type: "closed", reason, text: cleanLine(text) });
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
  const { outbox } = connection;
  if (id === undefined) return notify(connection, frame);
  if (code === "not_stored") return notifyIfChanged(connection, markUnstored(outbox, id), frame);
  return notify({ ...connection, outbox: removeText(outbox, id) }, frame);
}

/** Reports what the server says of a text, unless it says it again. */
function notifyIfChanged(
  connection: Connection,
  outbox: Outbox,
  frame: ForwardedFrame,
): ConnectionStep {
  if (outbox === connection.outbox) return step(connection);
  return notify({ ...connection, outbox }, frame);
}

function handlePong(connection: Connection, n: number, { at }: Moment): ConnectionStep {
  const { ping } = connection;
  if (n !== ping.n || ping.sentAt === undefined) return step(connection);
  const measured = { ...connection, ping: { n, sentAt: undefined } };
  return notify(measured, { type: "measured", ms: at - ping.sentAt });
}

/** A killed server may send a text again under another number if it had not stored it. */
function handleText(
  connection: Connection,
  frame: FrameNamed<ServerFrame, "said">,
): ConnectionStep {
  const { from, id, seq } = frame;
  const reported = reportOnce(connection, frame);
  if (reported.effects.length === 0) return reported;
  if (wasSeen(connection.seenTexts, from.id, id)) return step(reported.connection);
  const seenTexts = addSeenText(connection.seenTexts, { from: from.id, id, seq });
  const typingMembers = exceptMember(connection.typingMembers, from.id);
  return step({ ...reported.connection, seenTexts, typingMembers }, ...reported.effects);
}

/** The next hello uses the new name. */
function handleRenamed(
  connection: Connection,
  frame: FrameNamed<ServerFrame, "renamed">,
): ConnectionStep {
  const reported = reportOnce(connection, frame);
  if (reported.effects.length === 0 || frame.member.id !== connection.ownId) return reported;
  const hello = { ...connection.hello, name: frame.member.name };
  return step({ ...reported.connection, hello }, ...reported.effects);
}

/** Reports an event unless its number shows that it was reported before. Numbers only grow. */
function reportOnce(
  connection: Connection,
  frame: ForwardedFrame & { readonly seq: number },
): ConnectionStep {
  const isOld = connection.phase === "greeting" || frame.seq <= connection.lastSeq;
  if (isOld) return step(connection);
  return notify({ ...connection, lastSeq: frame.seq }, frame);
}
