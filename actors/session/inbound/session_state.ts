/**
 * What a session knows, as a value.
 *
 * @module
 */

import type { Dialect, RoomMessage, SessionInit, SessionMessage } from "../../messages/messages.ts";
import type { LeaveReason } from "../../protocol/frames.ts";
import { emptyLines, type LineState } from "../../encoding/line_decoder.ts";
import { type TelnetState, telnetText } from "../../protocol/telnet.ts";
import type { Address } from "../../runtime/actor.ts";
import { type Effect, send, type Step } from "../../runtime/state_machine.ts";

/** All that a session knows. */
export interface SessionState {
  readonly init: SessionInit;
  /** How what the client sends is read. A plain one may turn out to speak frames. */
  readonly dialect: Dialect;
  /**
   * `entering`: not yet welcomed, what it sends is held; `talking`; `closing`: has said all, waits for the room;
   * `over`: nothing more is done.
   */
  readonly phase: "entering" | "talking" | "closing" | "over";
  /** The room it is in; `null` before it is welcome, also where it is on its way to another. */
  readonly room: Address<RoomMessage> | null;
  /** Whether nothing may be said in the room, since somebody does not read. */
  readonly paused: boolean;
  /** What was read before it was welcome, or is said in lines while nothing may be said; bounded as `unsaidBytes` is. */
  readonly heldInput: readonly Input[];
  /** What a framed client said, or called itself, while nothing may be said. */
  readonly deferred: readonly DeferredMessage[];
  /** Bytes of the reads that brought it; bounded by what a connection reads ahead. */
  readonly deferredBytes: number;
  readonly lines: LineState;
  readonly telnet: TelnetState;
  /** Whether no line has come yet: the first may be a late hello. */
  readonly atFirstLine: boolean;
  /** Whether the client ends its lines; the seed's never do. */
  readonly endsLines: boolean;
  /** Frames that were wrong. */
  readonly errors: number;
  /** When the client last sent anything, in milliseconds since 1970. */
  readonly lastHeardAt: number;
  /** When it was asked whether it is still there; `null` once it has sent anything since. */
  readonly pingedAt: number | null;
}

/** What comes from the connection: bytes, or that no more come. */
export type Input = Extract<SessionMessage, { type: "bytes" | "ended" | "closing" }>;

/** What a framed client tells the others, and what they are to be told of it: each is kept for all of them. */
export type DeferredMessage = Extract<RoomMessage, { type: "say" | "rename" }>;

/** What one message makes of a session. */
export type SessionStep = Step<SessionState, SessionMessage>;

/** What a session asks for. */
export type SessionEffect = Effect<SessionMessage>;

/** A session that was not yet welcomed. */
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

/** An answer to the client, as it goes out. */
export function writeToClient({ init }: SessionState, text: string): SessionEffect {
  return send(init.connection, { type: "write", text });
}

/** So many bytes of the client's are dealt with. */
export function consumed({ init }: SessionState, bytes: number): SessionEffect {
  return send(init.connection, { type: "consumed", bytes });
}

/** A message to the room, if it is in one. */
export function sendToRoom(state: SessionState, message: RoomMessage): readonly SessionEffect[] {
  return state.room === null ? [] : [send(state.room, message)];
}

/** Nothing more is done, once all that was written has left for the client. */
export function finish(state: SessionState, last: readonly SessionEffect[]): SessionStep {
  return {
    state: { ...state, phase: "over" },
    effects: [...last, send(state.init.connection, { type: "finish" }), { type: "exit" }],
  };
}

/** The client gives up its seat. */
export function leaveRoom(
  state: SessionState,
  reason: LeaveReason,
  last: readonly SessionEffect[] = [],
): SessionStep {
  const { session } = state.init;
  return finish(state, [...last, ...sendToRoom(state, { type: "leave", session, reason })]);
}

/** Two steps as one. */
export function concatSteps(first: SessionStep, second: SessionStep): SessionStep {
  return { state: second.state, effects: [...first.effects, ...second.effects] };
}
