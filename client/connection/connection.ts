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

import { match } from "../../actors/encoding/match.ts";
import { type Hello, PROTOCOL_VERSION } from "../../actors/protocol/frames.ts";
import {
  type Connection,
  type ConnectionInput,
  type ConnectionStep,
  end,
  hasJoined,
  type Moment,
  noPlainLines,
  send,
  step,
  type Timer,
} from "./connection_state.ts";
import { checkHeartbeat } from "./heartbeat.ts";
import { receive } from "./receive.ts";
import type { ResumableSeat } from "./saved_seat.ts";
import { leaveNow, leaveUnstored, leaveWhenAccepted, linger, stay } from "./leave.ts";
import { hasRoom, openOutbox, takeSendable } from "./outbox.ts";
import { markSeen, readUpTo, reportRead } from "./read_receipts.ts";
import { handleDisconnect } from "./reconnect.ts";
import { expireTyping } from "./typing_others.ts";
import { endWithoutSeat } from "./welcome.ts";
import { measureRoundTrip, requestName, sayText, signalTyping } from "./requests.ts";

/** Longer than a handshake on a slow network takes, and shorter than a person waits in silence. */
const GREETING_MS = 10_000;

/** Who joins which room. */
export interface ConnectionOptions {
  readonly name: string;
  /** Without one, the server chooses. */
  readonly room?: string | undefined;
  /** The seat to take back, if an earlier run left one. */
  readonly savedSeat?: ResumableSeat | undefined;
}

/**
 * Opens a connection.
 *
 * @param idPrefix Begins the id of every text. No earlier client of this seat may have used it.
 */
export function openConnection(
  { name, room, savedSeat }: ConnectionOptions,
  idPrefix: string,
): ConnectionStep {
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
  if (isOver || isOld) return step(connection);
  return saveIfChanged(connection, proceed(react(connection, input, moment)));
}

function react(connection: Connection, input: ConnectionInput, moment: Moment): ConnectionStep {
  return match<ConnectionInput, ConnectionStep>(input, {
    opened: () => greet(connection),
    unreachable: () => handleDisconnect(connection, moment),
    closed: () =>
      connection.phase === "leaving"
        // The server has closed after the goodbye, so the seat is free.
        ? endWithoutSeat(connection, { type: "left" })
        : handleDisconnect(connection, moment),
    received: ({ lines }) => receive(connection, lines, moment),
    woke: ({ timer }) => wake(connection, timer, moment),
    shown: ({ seq }) => acknowledge(connection, seq),
    seen: ({ seq }) => markSeen(connection, seq),
    say: ({ text }) => sayText(connection, text),
    typing: ({ active }) => signalTyping(connection, active),
    rename: ({ name }) => requestName(connection, name),
    measure: () => measureRoundTrip(connection, moment),
    finish: () => leaveWhenAccepted(connection),
    stay: () => stay(connection),
    leave: () => leaveNow(connection),
    vanish: () => end(connection, { type: "left" }),
  });
}

function wake(connection: Connection, timer: Timer, moment: Moment): ConnectionStep {
  if (timer === "heartbeat") return checkHeartbeat(connection, moment);
  if (timer === "lingering") return leaveUnstored(connection);
  if (timer === "typing") return expireTyping(connection, moment);
  // The others belong to the phase of the same name.
  if (connection.phase !== timer) return step(connection);
  return timer === "waiting" ? connect(connection) : handleDisconnect(connection, moment);
}

/** Does what the last input made possible: sends waiting texts, and leaves when none are left. */
function proceed({ connection, effects }: ConnectionStep): ConnectionStep {
  const read = reportRead(connection);
  const next = proceedFrom(read.connection);
  return step(next.connection, ...effects, ...read.effects, ...next.effects);
}

function proceedFrom(connection: Connection): ConnectionStep {
  const { phase, paused, finishing, outbox } = connection;
  if (phase === "leaving" || phase === "ended" || !hasJoined(connection)) return step(connection);
  if (finishing && outbox.texts.length === 0) return leaveNow(connection);
  if (phase !== "joined") return step(connection);
  if (paused) return linger(connection);
  const { outbox: sent, sending } = takeSendable(outbox);
  const lingering = linger({ ...connection, outbox: sent });
  const says = sending.map(({ id, text }) => ({ type: "say", id, text }) as const);
  return step(
    lingering.connection,
    ...says.map((frame) => ({ type: "send", frame }) as const),
    ...lingering.effects,
  );
}

function connect(connection: Connection): ConnectionStep {
  return step(
    { ...connection, phase: "connecting" },
    { type: "connect", attempt: connection.attempt },
    { type: "wake", timer: "connecting", ms: GREETING_MS },
  );
}

function greet(connection: Connection): ConnectionStep {
  const { hello, token, shown } = connection;
  const frame = token === undefined ? hello : { ...hello, resume: { token, seq: shown } };
  return step(
    { ...connection, phase: "greeting", plain: noPlainLines },
    { type: "send", frame },
    { type: "wake", timer: "greeting", ms: GREETING_MS },
  );
}

/**
 * Acks what the person can see. While disconnected, it is enough to remember it for the next hello.
 */
function acknowledge(connection: Connection, seq: number): ConnectionStep {
  // A new seat's room may number its events from the start. Then `seq` belongs to the old seat.
  if (seq <= connection.shown || seq > connection.lastSeq) return step(connection);
  const shown = { ...connection, shown: seq };
  return connection.phase === "joined" ? send(shown, { type: "ack", seq }) : step(shown);
}

/** Adds a `save` effect if the step from `before` changed what another run needs. */
function saveIfChanged(
  before: Connection,
  { connection, effects }: ConnectionStep,
): ConnectionStep {
  const { token, shown, outbox } = connection;
  const isSame = token === before.token && shown === before.shown &&
    outbox.texts === before.outbox.texts;
  const isForgotten = effects.some(({ type }) => type === "forget");
  if (isSame || token === undefined || isForgotten) return { connection, effects };
  return step(connection, ...effects, { type: "save", seat: seatOf(connection, token) });
}

function seatOf({ shown, outbox, seenTexts }: Connection, token: string): ResumableSeat {
  return {
    version: 1,
    token,
    seq: shown,
    texts: outbox.texts.map(({ id, text }) => ({ id, text })),
    // Texts that were not shown yet must be reported again.
    told: seenTexts.filter(({ seq }) => seq <= shown),
  };
}
