/**
 * The frames of the wire, version 1: one JSON object per line, with a shape for each type.
 * `docs/protocol.md` says what the frames mean; this module knows only their fields.
 *
 * @module
 */

import { MAX_ID_LENGTH } from "./limits.ts";
import {
  count,
  type Fields,
  type FieldValues,
  type Fitting,
  flag,
  list,
  number,
  oneOf,
  otherwise,
  record,
  text,
  where,
  wholeNumber,
} from "../encoding/json.ts";

/** The protocol's version. A client that asks for another is refused. */
export const PROTOCOL_VERSION = 1;

/** A number that the room has given to a text or an event. */
const seq = count;

/**
 * The `id` of a `say`. The server passes it on, stores it and logs it unchanged, so it has neither
 * control characters nor lone surrogates.
 */
export const sayId = where(
  text,
  (id) => id !== "" && id.length <= MAX_ID_LENGTH && id.isWellFormed() && !/\p{Cc}/u.test(id),
);

const identity = record({ id: text, name: text });
const member = record({ id: text, name: text, online: flag });

const oneNumber = { n: wholeNumber };

/** The frames of a client: their fields by `type`. */
export const clientFrames = {
  /**
   * This shape accepts any version, name and room, so that a wrong one is answered with its own
   * reason and not with `bad_frame`. A missing or mistyped value becomes one that `negotiate`
   * refuses.
   */
  hello: {
    version: otherwise(number, NaN),
    name: otherwise(text, ""),
    room: { optional: otherwise(text, "") },
    // A misshapen `resume` makes an ordinary join.
    resume: { optional: otherwise(record({ token: text, seq }), null) },
  },
  say: { id: sayId, text },
  ack: { seq },
  read: { seq },
  typing: { active: flag },
  ping: oneNumber,
  pong: oneNumber,
  rename: { name: text },
  leave: {},
} as const;

/** Why a client gets no seat. */
export const REFUSAL_REASONS = [
  "room_full",
  "unsupported_version",
  "invalid_name",
  "invalid_room",
  "stopping",
] as const;

/** Why a member leaves. */
export const LEAVE_REASONS = ["quit", "lost", "idle", "kicked"] as const;

/** What can be wrong with a frame, or with storing its text. */
export const ERROR_CODES = [
  "bad_frame",
  "unknown_type",
  "too_long",
  "duplicate_hello",
  "not_joined",
  "not_stored",
  "invalid_name",
] as const;

/** Why a server closes a connection. */
export const CLOSING_REASONS = [
  "stopping",
  "idle",
  "failed",
  "errors",
  "replaced",
  "stalled",
  "kicked",
] as const;

/** The frames of a server: their fields by `type`. */
export const serverFrames = {
  welcome: {
    version: number,
    room: text,
    capacity: wholeNumber,
    you: identity,
    members: list(member),
    token: text,
    seq,
    resumed: flag,
  },
  refused: { reason: oneOf(REFUSAL_REASONS), text },
  accepted: { id: text, seq, at: text, to: wholeNumber },
  said: { seq, id: text, from: identity, at: text, text },
  delivered: { seq },
  read: { seq, from: identity },
  typing: { from: identity, active: flag },
  joined: { seq, member, at: text },
  left: { seq, member, reason: oneOf(LEAVE_REASONS), at: text },
  lost: { seq, member, until: text, at: text },
  returned: { seq, member, at: text },
  renamed: { seq, member, was: text, at: text },
  flow: { paused: flag, waiting_for: { optional: identity } },
  error: { code: oneOf(ERROR_CODES), text, id: { optional: text } },
  closing: { reason: oneOf(CLOSING_REASONS), text },
  ping: oneNumber,
  pong: oneNumber,
} as const;

/** The frames of such a table. */
export type FrameOf<S extends Readonly<Record<string, Fields>>> = {
  [K in keyof S]: { readonly type: K } & FieldValues<S[K]>;
}[keyof S];

/** A frame from a client. */
export type ClientFrame = FrameOf<typeof clientFrames>;

/** A frame from a server. */
export type ServerFrame = FrameOf<typeof serverFrames>;

/** The frame of `F` with the `type` `T`. */
export type FrameNamed<F extends { type: string }, T extends F["type"]> = Extract<F, { type: T }>;

/** A client's first frame. */
export type Hello = FrameNamed<ClientFrame, "hello">;

/** A person as the others see them. */
export type Identity = Fitting<typeof identity>;

/** A person in the room. `online` is false while the seat waits for its client to return. */
export type Member = Fitting<typeof member>;

/** One of {@linkcode REFUSAL_REASONS}. */
export type RefusalReason = typeof REFUSAL_REASONS[number];

/** One of {@linkcode LEAVE_REASONS}. */
export type LeaveReason = typeof LEAVE_REASONS[number];

/** One of {@linkcode ERROR_CODES}. */
export type ErrorCode = typeof ERROR_CODES[number];

/** One of {@linkcode CLOSING_REASONS}. */
export type ClosingReason = typeof CLOSING_REASONS[number];
