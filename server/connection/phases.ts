/**
 * The state machine of a connection. Every phase, and every step from one to another, stands in
 * this file: `PHASES` has a cell for each pair of phase and event, also where the event changes
 * nothing. Bytes from the client and messages from its room are no events, since they change no
 * phase.
 *
 * Pure: a phase and an event make a new phase and effects. `connection.ts` performs the effects.
 *
 * @module
 */

import type { ExitReason } from "../../actors/runtime/actor.ts";
import type { PhaseEffect, PhaseEvent } from "./phase_events.ts";

/** How far a connection has come. */
export type ConnectionPhase =
  /** The greeter finds out what the client speaks. */
  | "greeting"
  /** The client speaks HTTP, and its socket is served elsewhere. */
  | "http"
  /** The client showed a token, and must wait: its ip has sent too many wrong ones. */
  | "delayed"
  /** A room was asked for a seat. */
  | "joining"
  /** The client has a seat, and a session that reads what it sends. */
  | "joined"
  /**
   * As `delayed` and `joining`, for a client that has a session and has given up its first seat.
   */
  | "switchDelayed"
  | "switching"
  /** The client has its last message, and the session is about to end. */
  | "ending"
  /** There is no session. The socket writes what is queued, and closes. */
  | "finishing";

/** What an event makes of a connection. */
export interface PhaseStep {
  readonly phase: ConnectionPhase;
  readonly effects: readonly PhaseEffect[];
}

/** The connection's next phase, and what it does. */
export function phaseTransition(phase: ConnectionPhase, event: PhaseEvent): PhaseStep {
  // The table's type gives each event the row that takes it.
  const row = PHASES[phase][event.type] as Row<PhaseEvent> | typeof ignored;
  if (row === ignored) return { phase, effects: [] };
  return typeof row === "function" ? row(event) : row;
}

type EventType = PhaseEvent["type"];
type Row<E> = PhaseStep | ((event: E) => PhaseStep);
type PhaseTable = {
  readonly [T in EventType]: Row<Extract<PhaseEvent, { type: T }>> | typeof ignored;
};

const ignored = "ignored";

function ignores<T extends EventType>(...types: T[]): Readonly<Record<T, typeof ignored>> {
  // Every given type is a key.
  return Object.fromEntries(types.map((type) => [type, ignored])) as Record<T, typeof ignored>;
}

function to(phase: ConnectionPhase, ...effects: readonly PhaseEffect[]): PhaseStep {
  return { phase, effects };
}

const setDeadline = { type: "setDeadline" } as const;
const cancelDeadline = { type: "cancelDeadline" } as const;
const giveUpSeat = { type: "giveUpSeat", reason: "lost" } as const;
const quitSeat = { type: "giveUpSeat", reason: "quit" } as const;
const speakFrames = { type: "speakFrames" } as const;
const dropRequest = { type: "dropRequest" } as const;
const sendRequest = { type: "sendRequest" } as const;
const writeFailed = { type: "writeFailed" } as const;
const refuseStopping = { type: "writeRefusal", reason: "stopping" } as const;
const killSession = { type: "killSession" } as const;
const stopReading = { type: "stopReading" } as const;
const finishSocket = { type: "finishSocket" } as const;
const exit = { type: "exit" } as const;
const exitIfClosed = { type: "exitIfClosed" } as const;
const dismiss = { type: "tellSession", message: { type: "dismissed" } } as const;
const tellClosing: PhaseEffect = {
  type: "tellSession",
  message: { type: "closing", reason: "stopping" },
};

function tellEnded(lost: boolean): PhaseEffect {
  return { type: "tellSession", message: { type: "ended", lost } };
}

/** The connection ends with its session. */
function endSession({ reason }: { readonly reason: ExitReason }): PhaseStep {
  const noted = { type: "noteSessionEnd", reason } as const;
  const failed = reason.type === "crashed" ? [writeFailed] : [];
  return to("finishing", giveUpSeat, noted, ...failed, finishSocket, exitIfClosed);
}

const fromGreeter = [
  "seatRequested",
  "helloInvalid",
  "httpDetected",
  "notServed",
  "greeterDied",
] as const;
const fromThrottle = ["throttled", "delayOver"] as const;
const fromRoom = ["welcomed", "refused", "roomClosed"] as const;
const lateHello = ["introduced", "seatChanged"] as const;
const fromSession = [...lateHello, "sessionFinished", "sessionEnded"] as const;

const PHASES: { readonly [P in ConnectionPhase]: PhaseTable } = {
  greeting: {
    seatRequested: ({ request }) => to("joining", setDeadline, { type: "requestSeat", request }),
    helloInvalid: ({ reason }) =>
      to("finishing", speakFrames, { type: "writeRefusal", reason }, finishSocket),
    httpDetected: to("http", cancelDeadline, { type: "serveHttp" }),
    notServed: to("finishing", finishSocket),
    greeterDied: to("finishing", writeFailed, finishSocket),
    inputEnded: to("greeting", setDeadline, { type: "tellGreeterEnded" }),
    socketClosed: to("finishing", exit),
    overdue: to("finishing", writeFailed, finishSocket),
    stopped: to("finishing", refuseStopping, finishSocket),
    ...ignores(...fromThrottle, ...fromRoom, ...fromSession),
  },
  http: {
    stopped: to("http", { type: "stopHttp" }),
    ...ignores(...fromGreeter, ...fromThrottle, ...fromRoom, ...fromSession),
    ...ignores("inputEnded", "socketClosed", "overdue"),
  },
  delayed: {
    delayOver: to("joining", setDeadline, sendRequest),
    // The client is gone, so nobody would use the seat.
    inputEnded: to("finishing", giveUpSeat, finishSocket),
    socketClosed: to("finishing", giveUpSeat, exit),
    stopped: to("finishing", giveUpSeat, refuseStopping, finishSocket),
    ...ignores(...fromGreeter, "throttled", ...fromRoom, ...fromSession, "overdue"),
  },
  joining: {
    throttled: to("delayed", cancelDeadline),
    welcomed: ({ message }) =>
      to(
        "joined",
        cancelDeadline,
        { type: "takeSeat", message },
        { type: "write", message },
        // After the welcome, since starting a worker may block this thread.
        { type: "startSession" },
        { type: "enterRoom", message },
      ),
    refused: ({ reason }) =>
      to(
        "finishing",
        dropRequest,
        ...(reason === "room_full" ? [{ type: "reportRejected" } as const] : []),
        { type: "writeRefusal", reason },
        finishSocket,
      ),
    inputEnded: to("joining", setDeadline),
    socketClosed: to("finishing", giveUpSeat, exit),
    overdue: to("finishing", giveUpSeat, writeFailed, finishSocket),
    stopped: to("finishing", giveUpSeat, refuseStopping, finishSocket),
    ...ignores(...fromGreeter, "delayOver", "roomClosed", ...fromSession),
  },
  joined: {
    welcomed: ({ message }) =>
      to("joined", { type: "write", message }, { type: "enterRoom", message }),
    roomClosed: ({ message }) =>
      to("ending", giveUpSeat, { type: "write", message }, dismiss, finishSocket),
    introduced: ({ name }) => to("joined", speakFrames, { type: "introduce", name }),
    seatChanged: ({ request }) => to("switching", quitSeat, { type: "requestSeat", request }),
    sessionFinished: to("ending", giveUpSeat, finishSocket),
    sessionEnded: endSession,
    // The session processes what it has. The deadline kills one that hangs.
    inputEnded: ({ lost }) => to("joined", setDeadline, tellEnded(lost)),
    overdue: to("joined", killSession),
    stopped: to("joined", stopReading, tellClosing),
    ...ignores(...fromGreeter, ...fromThrottle, "refused", "socketClosed"),
  },
  switchDelayed: {
    delayOver: to("switching", sendRequest),
    sessionFinished: to("ending", giveUpSeat, finishSocket),
    sessionEnded: endSession,
    inputEnded: to("switchDelayed", killSession),
    overdue: to("switchDelayed", killSession),
    stopped: to("ending", stopReading, giveUpSeat, refuseStopping, dismiss, finishSocket),
    // Late messages of the room that the client has left.
    ...ignores(...fromRoom),
    ...ignores(...fromGreeter, "throttled", ...lateHello, "socketClosed"),
  },
  switching: {
    throttled: to("switchDelayed"),
    welcomed: ({ message }) =>
      to(
        "joined",
        { type: "takeSeat", message },
        { type: "write", message },
        { type: "enterRoom", message },
      ),
    refused: ({ reason }) =>
      to("ending", dropRequest, { type: "writeRefusal", reason }, dismiss, finishSocket),
    sessionFinished: to("ending", giveUpSeat, finishSocket),
    sessionEnded: endSession,
    inputEnded: ({ lost }) => to("switching", setDeadline, tellEnded(lost)),
    overdue: to("switching", killSession),
    stopped: to("switching", stopReading, tellClosing),
    ...ignores("roomClosed"),
    ...ignores(...fromGreeter, "delayOver", ...lateHello, "socketClosed"),
  },
  ending: {
    sessionEnded: ({ reason }) => to("finishing", { type: "noteSessionEnd", reason }, exitIfClosed),
    inputEnded: to("ending", setDeadline),
    overdue: to("ending", killSession),
    ...ignores(...fromGreeter, ...fromThrottle, ...fromRoom, ...lateHello, "sessionFinished"),
    ...ignores("socketClosed", "stopped"),
  },
  finishing: {
    socketClosed: to("finishing", exit),
    ...ignores(...fromGreeter, ...fromThrottle, ...fromRoom, ...fromSession),
    ...ignores("inputEnded", "overdue", "stopped"),
  },
};
