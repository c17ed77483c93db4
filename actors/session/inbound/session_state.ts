/**
 * The state of a session's inbound half as a value, and the steps that its parts share.
 *
 * @module
 */

import type { Dialect, SessionInit, SessionMessage } from "../../messages/connection.ts";
import type { RoomMessage } from "../../messages/room.ts";
import type { LeaveReason } from "../../protocol/frames.ts";
import { emptyLines, type LineState } from "../../encoding/line_decoder.ts";
import { type TelnetState, telnetText } from "../../protocol/telnet.ts";
import type { Address } from "../../runtime/actor.ts";
import { type Effect, send, type Step } from "../../runtime/state_machine.ts";

/** The whole state of a session. */
export interface SessionState {
  readonly init: SessionInit;
  /** How to read the client's bytes. A plain client may turn out to speak frames. */
  readonly dialect: Dialect;
  /**
   * `entering`: has no seat yet, and holds the client's input. `talking`. `closing`: has sent
   * everything, and waits for the room. `over`: does nothing more.
   */
  readonly phase: "entering" | "talking" | "closing" | "over";
  /** The client's room. `null` before its welcome, also on the way to another room. */
  readonly room: Address<RoomMessage> | null;
  /** Whether nobody may speak in the room, since someone in it does not read. */
  readonly paused: boolean;
  /**
   * Input from before the welcome, and a plain client's input while the room is paused. The
   * connection bounds it by `MAX_READ_AHEAD`.
   */
  readonly heldInput: readonly Input[];
  /** A framed client's messages that wait while the room is paused. */
  readonly deferred: readonly DeferredMessage[];
  /** Bytes of the reads that brought the deferred messages, bounded by `MAX_READ_AHEAD`. */
  readonly deferredBytes: number;
  readonly lines: LineState;
  readonly telnet: TelnetState;
  /** Whether no line has ended yet. The first line may be a late hello. */
  readonly atFirstLine: boolean;
  /** Whether the client ends its lines. The seed's clients do not. */
  readonly endsLines: boolean;
  /** How many of its frames were wrong. */
  readonly errors: number;
  /** When the client last sent bytes, in milliseconds since 1970. */
  readonly lastHeardAt: number;
  /** When the session sent a `ping`; `null` if the client has sent bytes since. */
  readonly pingedAt: number | null;
}

/** What comes from the connection: bytes, or the end of them. */
export type Input = Extract<SessionMessage, { type: "bytes" | "ended" | "closing" }>;

/**
 * The client's messages that the room stores for the others, so that they wait while it is paused.
 */
export type DeferredMessage = Extract<RoomMessage, { type: "say" | "rename" }>;

/** A session's new state, with effects. */
export type SessionStep = Step<SessionState, SessionMessage>;

/** An effect of a session. */
export type SessionEffect = Effect<SessionMessage>;

/** The state of a session whose client has no seat yet. */
export function newSession(init: SessionInit): SessionState {
  return {
    init,
    dialect: init.dialect,
    phase: "entering",
    room: null,
    paused: false,
    heldInput: [],
    deferred: [],
    deferredBytes: 0,
    lines: emptyLines,
    telnet: telnetText,
    atFirstLine: init.dialect === "plain",
    endsLines: false,
    errors: 0,
    lastHeardAt: init.startedAt,
    pingedAt: null,
  };
}

/** Writes a text to the client. */
export function writeToClient({ init }: SessionState, text: string): SessionEffect {
  return send(init.connection, { type: "write", text });
}

/** Tells the connection that the session has processed `bytes` more bytes. */
export function consumed({ init }: SessionState, bytes: number): SessionEffect {
  return send(init.connection, { type: "consumed", bytes });
}

/** Sends a message to the room, if the client is in one. */
export function sendToRoom(state: SessionState, message: RoomMessage): readonly SessionEffect[] {
  return state.room === null ? [] : [send(state.room, message)];
}

/** Ends the session. The connection closes after it has written everything. */
export function finish(state: SessionState, last: readonly SessionEffect[]): SessionStep {
  return {
    state: { ...state, phase: "over" },
    effects: [...last, send(state.init.connection, { type: "finish" }), { type: "exit" }],
  };
}

/** Gives up the client's seat and ends the session. */
export function leaveRoom(
  state: SessionState,
  reason: LeaveReason,
  last: readonly SessionEffect[] = [],
): SessionStep {
  const { session } = state.init;
  return finish(state, [...last, ...sendToRoom(state, { type: "leave", session, reason })]);
}

/** Joins two steps to one. */
export function concatSteps(first: SessionStep, second: SessionStep): SessionStep {
  return { state: second.state, effects: [...first.effects, ...second.effects] };
}
