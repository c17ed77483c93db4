/**
 * The state machine of one person's connection to a server. Inputs go in and effects come out; it
 * has no clock and no sockets. It must not know how frames travel, or how anything looks on a
 * screen.
 *
 * ```
 * connecting ─opened─► greeting ─welcome─► joined ─leave─► leaving ─closed─► ended
 *     ▲                    │                  │
 *     └──── waiting ◄──────┴──────lost────────┘
 * ```
 *
 * Before the first welcome the client does not retry: the first failed attempt ends the connection.
 * Nothing that a server sends makes the machine throw.
 *
 * @module
 */

import { assertNever } from "../../actors/encoding/assert_never.ts";
import { type Hello, PROTOCOL_VERSION } from "../../actors/protocol/frames.ts";
import {
  type Connection,
  type ConnectionInput,
  type ConnectionStep,
  end,
  hasJoined,
  type Moment,
  noEffects,
  noPlainLines,
  type Timer,
} from "./connection_state.ts";
import { checkHeartbeat } from "./heartbeat.ts";
import { receive } from "./receive.ts";
import { saveIfChanged } from "./save_seat.ts";
import type { ResumableSeat } from "./saved_seat.ts";
import {
  completeLeave,
  leaveNow,
  leaveUnstored,
  leaveWhenAccepted,
  linger,
  stay,
} from "./leave.ts";
import { hasRoom, openOutbox, takeSendable } from "./outbox.ts";
import { markSeen, readUpTo, reportRead } from "./read_receipts.ts";
import { handleDisconnect } from "./reconnect.ts";
import { expireTyping } from "./typing_others.ts";
import { measureRoundTrip, requestName, sayText, signalTyping } from "./requests.ts";

/** Longer than a handshake on a slow network takes, and shorter than a person waits in silence. */
const GREETING_MS = 10_000;

/**
 * Opens a connection.
 *
 * @param who The person's name, and the room. Without a room, the server chooses one.
 * @param idPrefix Begins the id of every text. No earlier client of this seat may have used it.
 * @param savedSeat The seat to take back, if an earlier run left one.
 */
export function openConnection(
  who: { readonly name: string; readonly room?: string | undefined },
  idPrefix: string,
  savedSeat?: ResumableSeat,
): ConnectionStep {
  const { name, room } = who;
  const hello: Hello = { type: "hello", version: PROTOCOL_VERSION, name };
  return connect({
    phase: "connecting",
    attempt: 0,
    hello: room === undefined ? hello : { ...hello, room },
    token: savedSeat?.token,
    plain: noPlainLines,
    outbox: openOutbox(idPrefix, savedSeat?.texts ?? []),
    paused: false,
    lastSeq: savedSeat?.seq ?? 0,
    shown: savedSeat?.seq ?? 0,
    seenTexts: savedSeat?.told ?? [],
    readPosition: readUpTo(savedSeat?.seq ?? 0),
    typingMembers: [],
    isTyping: false,
    ownId: undefined,
    ping: { n: 0, sentAt: undefined },
    finishing: false,
    lingering: false,
    health: { joinedAt: undefined, isLost: false, waited: 0, losses: 0, receivedAt: 0 },
  });
}

/** Whether the connection can take another text. If not, input should wait where it is. */
export function wantsInput(connection: Connection): boolean {
  const { phase, finishing, outbox } = connection;
  return phase !== "leaving" && phase !== "ended" && hasJoined(connection) && !finishing &&
    hasRoom(outbox);
}

/** Handles one input. */
export function transition(
  connection: Connection,
  input: ConnectionInput,
  moment: Moment,
): ConnectionStep {
  const isOver = connection.phase === "ended";
  const isOld = "attempt" in input && input.attempt !== connection.attempt;
  if (isOver || isOld) return noEffects(connection);
  return saveIfChanged(connection, proceed(react(connection, input, moment)));
}

function react(connection: Connection, input: ConnectionInput, moment: Moment): ConnectionStep {
  switch (input.type) {
    case "opened":
      return greet(connection);
    case "unreachable":
      return handleDisconnect(connection, moment);
    case "closed":
      return connection.phase === "leaving"
        ? completeLeave(connection)
        : handleDisconnect(connection, moment);
    case "received":
      return receive(connection, input.lines, moment);
    case "woke":
      return wake(connection, input.timer, moment);
    case "shown":
      return acknowledge(connection, input.seq);
    case "seen":
      return markSeen(connection, input.seq);
    case "say":
      return sayText(connection, input.text);
    case "typing":
      return signalTyping(connection, input.active);
    case "rename":
      return requestName(connection, input.name);
    case "measure":
      return measureRoundTrip(connection, moment);
    case "finish":
      return leaveWhenAccepted(connection);
    case "stay":
      return stay(connection);
    case "leave":
      return leaveNow(connection);
    case "vanish":
      return end(connection, { type: "left" });
    default:
      return assertNever(input);
  }
}

function wake(connection: Connection, timer: Timer, moment: Moment): ConnectionStep {
  switch (timer) {
    case "waiting":
      return connection.phase === "waiting" ? connect(connection) : noEffects(connection);
    case "heartbeat":
      return checkHeartbeat(connection, moment);
    case "lingering":
      return leaveUnstored(connection);
    case "typing":
      return expireTyping(connection, moment);
    case "connecting":
    case "greeting":
    case "leaving":
      return connection.phase === timer
        ? handleDisconnect(connection, moment)
        : noEffects(connection);
    default:
      return assertNever(timer);
  }
}

/** Does what the last input made possible: sends waiting texts, and leaves when none are left. */
function proceed({ connection, effects }: ConnectionStep): ConnectionStep {
  const read = reportRead(connection);
  const next = proceedFrom(read.connection);
  return { connection: next.connection, effects: [...effects, ...read.effects, ...next.effects] };
}

function proceedFrom(connection: Connection): ConnectionStep {
  const { phase, paused, finishing } = connection;
  if (phase === "leaving" || phase === "ended" || !hasJoined(connection)) {
    return noEffects(connection);
  }
  if (finishing && connection.outbox.texts.length === 0) return leaveNow(connection);
  if (phase !== "joined") return noEffects(connection);
  if (paused) return linger(connection);
  const { outbox, sending } = takeSendable(connection.outbox);
  const lingering = linger({ ...connection, outbox });
  return {
    connection: lingering.connection,
    effects: [
      ...sending.map(({ id, text }) =>
        ({ type: "send", frame: { type: "say", id, text } }) as const
      ),
      ...lingering.effects,
    ],
  };
}

function connect(connection: Connection): ConnectionStep {
  return {
    connection: { ...connection, phase: "connecting" },
    effects: [
      { type: "connect", attempt: connection.attempt },
      { type: "wake", timer: "connecting", ms: GREETING_MS },
    ],
  };
}

function greet(connection: Connection): ConnectionStep {
  const { hello, token, shown } = connection;
  const frame = token === undefined ? hello : { ...hello, resume: { token, seq: shown } };
  return {
    connection: { ...connection, phase: "greeting", plain: noPlainLines },
    effects: [
      { type: "send", frame },
      { type: "wake", timer: "greeting", ms: GREETING_MS },
    ],
  };
}

/**
 * Acks what the person can see. While disconnected, it is enough to remember it for the next hello.
 */
function acknowledge(connection: Connection, seq: number): ConnectionStep {
  // A new seat's room may number its events from the start. Then `seq` belongs to the old seat.
  if (seq <= connection.shown || seq > connection.lastSeq) return noEffects(connection);
  const shown = { ...connection, shown: seq };
  if (connection.phase !== "joined") return noEffects(shown);
  return { connection: shown, effects: [{ type: "send", frame: { type: "ack", seq } }] };
}
