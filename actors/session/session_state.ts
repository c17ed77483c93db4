/**
 * What a session knows, as a value.
 *
 * @module
 */

import type { RoomName } from "../facts.ts";
import type { ConnectionMessage, RoomMessage, SessionInit, SessionMessage } from "../messages.ts";
import type { Identity, LeaveReason } from "../protocol/frames.ts";
import { emptyLines, type LineState } from "../protocol/line_decoder.ts";
import { type TelnetState, telnetText } from "../protocol/telnet.ts";
import type { Address } from "../runtime/actor.ts";
import { type Effect, send, type Step } from "../runtime/machine.ts";

const encoder = new TextEncoder();

/**
 * Bytes that may be read ahead of what a session has dealt with: two large reads, so that the socket and the session
 * both have work; and few enough to hold them for each client until the room lets it go on.
 */
export const READ_AHEAD = 524_288;

/** What a client and its session speak. */
export type Dialect = SessionInit["dialect"];

/** All that a session knows. */
export interface SessionState {
  readonly init: SessionInit;
  /** How what the client sends is read. A plain one may turn out to speak frames. */
  readonly reads: Dialect;
  /** How the client is written to: as it is read, from the next `welcome` on. */
  readonly writes: Dialect;
  /**
   * `entering`: not yet welcomed, what it sends is held; `talking`; `closing`: has said all, waits for the room;
   * `over`: nothing more is done.
   */
  readonly phase: "entering" | "talking" | "closing" | "over";
  /** The room it is in; `null` before it is welcome, also where it is on its way to another. */
  readonly room: { readonly address: Address<RoomMessage>; readonly name: RoomName } | null;
  /** What the client said to be its seat's token. */
  readonly shown: string | null;
  /** Whom the room waits for, so that nothing may be said in it; `null` for nobody. */
  readonly waitingFor: Identity | null;
  /** What was read before it was welcome, or is said in lines while nothing may be said; bounded as `unsaidBytes` is. */
  readonly held: readonly Input[];
  /** What a framed client said, or called itself, while nothing may be said. */
  readonly unsaid: readonly Utterance[];
  /** Bytes of the reads that brought it; bounded by what a connection reads ahead. */
  readonly unsaidBytes: number;
  readonly lines: LineState;
  readonly telnet: TelnetState;
  /** Whether no line has come yet: the first may be a late hello. */
  readonly fresh: boolean;
  /** Whether the client ends its lines; the seed's never do. */
  readonly endsLines: boolean;
  /** The last number written to the client, the last that has left for it, and the last it has said it has. */
  readonly sent: number;
  readonly left: number;
  readonly acked: number;
  /** The last number that its person has read. */
  readonly read: number;
  /** Frames that were wrong. */
  readonly errors: number;
  /** When the client last sent anything, in milliseconds since 1970. */
  readonly heardAt: number;
  /** When it was asked whether it is still there; `null` once it has sent anything since. */
  readonly askedAt: number | null;
}

/** What comes from the connection: bytes, or that no more come. */
export type Input = Extract<SessionMessage, { type: "bytes" | "ended" | "closing" }>;

/** What a framed client tells the others, and what they are to be told of it: each is kept for all of them. */
export type Utterance = Extract<RoomMessage, { type: "say" | "rename" }>;

/** What one message makes of a session. */
export type SessionStep = Step<SessionState, SessionMessage>;

/** What a session asks for. */
export type SessionEffect = Effect<SessionMessage>;

/** A session that was not yet welcomed. */
export function newSession(init: SessionInit): SessionState {
  return {
    init,
    reads: init.dialect,
    writes: init.dialect,
    phase: "entering",
    room: null,
    shown: init.shown,
    waitingFor: null,
    held: [],
    unsaid: [],
    unsaidBytes: 0,
    lines: emptyLines,
    telnet: telnetText,
    fresh: init.dialect === "plain",
    endsLines: false,
    sent: 0,
    left: 0,
    acked: 0,
    read: 0,
    errors: 0,
    heardAt: init.startedAt,
    askedAt: null,
  };
}

/** What is told back of a text once it has left. */
export type Account = Pick<
  Extract<ConnectionMessage, { type: "write" }>,
  "weight" | "mark" | "prompt"
>;

/** Text as it goes to the client. */
export function write(
  state: SessionState,
  text: string,
  account: Account = { weight: 0 },
): SessionEffect {
  return send(state.init.connection, { type: "write", bytes: encoder.encode(text), ...account });
}

/** So many bytes of the client's are dealt with. */
export function consumed({ init }: SessionState, bytes: number): SessionEffect {
  return send(init.connection, { type: "consumed", bytes });
}

/** A message to the room, if it is in one. */
export function toRoom(state: SessionState, message: RoomMessage): readonly SessionEffect[] {
  return state.room === null ? [] : [send(state.room.address, message)];
}

/** Nothing more is done, once all that was written has left for the client. */
export function over(state: SessionState, last: readonly SessionEffect[]): SessionStep {
  return {
    state: { ...state, phase: "over" },
    effects: [...last, send(state.init.connection, { type: "finish" }), { type: "exit" }],
  };
}

/** The client gives up its seat. */
export function leave(
  state: SessionState,
  reason: LeaveReason,
  last: readonly SessionEffect[] = [],
): SessionStep {
  const { session } = state.init;
  return over(state, [...last, ...toRoom(state, { type: "leave", session, reason })]);
}

/** Two steps as one. */
export function followed(first: SessionStep, second: SessionStep): SessionStep {
  return { state: second.state, effects: [...first.effects, ...second.effects] };
}
