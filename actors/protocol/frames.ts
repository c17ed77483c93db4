/**
 * The vocabulary of the wire, version 1: one JSON object a line, checked against a schema when it comes in.
 * `docs/protocol.md` tells what the frames mean; this module knows only what they look like.
 *
 * @module
 */

import * as v from "valibot";
import { MAX_ID_LENGTH } from "./limits.ts";

/** The protocol's version: a client that asks for another is refused. */
export const PROTOCOL_VERSION = 1;

/** A number given by a room: whole, from zero, exact in a double. */
const seq = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const wholeNumber = v.pipe(v.number(), v.safeInteger());

/** The `id` of a `say`. It is handed on, stored and logged as it is: control characters and half characters are not. */
export const sayIdSchema = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(MAX_ID_LENGTH),
  v.check((id) => id.isWellFormed() && !/\p{Cc}/u.test(id)),
);

const identity = v.object({ id: v.string(), name: v.string() });
const member = v.object({ id: v.string(), name: v.string(), online: v.boolean() });

const ping = v.object({ type: v.literal("ping"), n: wholeNumber });
const pong = v.object({ type: v.literal("pong"), n: wholeNumber });

/**
 * A `hello` is checked in two steps: this shape first, so that a wrong version, name or room can be answered with
 * its own reason rather than with `bad_frame`. For the same end, one that is missing or of the wrong kind becomes
 * one that no check lets through.
 */
const hello = v.object({
  type: v.literal("hello"),
  version: v.fallback(v.number(), NaN),
  name: v.fallback(v.string(), ""),
  room: v.optional(v.fallback(v.string(), "")),
  // What cannot be resumed is an ordinary join.
  resume: v.optional(v.fallback(v.nullable(v.object({ token: v.string(), seq })), null)),
});

/** What a client may send. */
export const clientFrameSchemas = {
  hello,
  say: v.object({ type: v.literal("say"), id: sayIdSchema, text: v.string() }),
  ack: v.object({ type: v.literal("ack"), seq }),
  read: v.object({ type: v.literal("read"), seq }),
  typing: v.object({ type: v.literal("typing"), active: v.boolean() }),
  ping,
  pong,
  rename: v.object({ type: v.literal("rename"), name: v.string() }),
  leave: v.object({ type: v.literal("leave") }),
} as const;

const refusalReason = v.picklist([
  "room_full",
  "unsupported_version",
  "invalid_name",
  "invalid_room",
  "stopping",
]);
const leaveReason = v.picklist(["quit", "lost", "idle", "kicked"]);
const errorCode = v.picklist([
  "bad_frame",
  "unknown_type",
  "too_long",
  "duplicate_hello",
  "not_joined",
  "not_stored",
  "invalid_name",
]);
const closingReason = v.picklist([
  "stopping",
  "idle",
  "failed",
  "errors",
  "replaced",
  "stalled",
  "kicked",
]);

/** What a server may send. */
export const serverFrameSchemas = {
  welcome: v.object({
    type: v.literal("welcome"),
    version: v.number(),
    room: v.string(),
    capacity: wholeNumber,
    you: identity,
    members: v.array(member),
    token: v.string(),
    seq,
    resumed: v.boolean(),
  }),
  refused: v.object({ type: v.literal("refused"), reason: refusalReason, text: v.string() }),
  accepted: v.object({
    type: v.literal("accepted"),
    id: v.string(),
    seq,
    at: v.string(),
    to: wholeNumber,
  }),
  said: v.object({
    type: v.literal("said"),
    seq,
    id: v.string(),
    from: identity,
    at: v.string(),
    text: v.string(),
  }),
  delivered: v.object({ type: v.literal("delivered"), seq }),
  read: v.object({ type: v.literal("read"), seq, from: identity }),
  typing: v.object({ type: v.literal("typing"), from: identity, active: v.boolean() }),
  joined: v.object({ type: v.literal("joined"), seq, member, at: v.string() }),
  left: v.object({ type: v.literal("left"), seq, member, reason: leaveReason, at: v.string() }),
  lost: v.object({ type: v.literal("lost"), seq, member, until: v.string(), at: v.string() }),
  returned: v.object({ type: v.literal("returned"), seq, member, at: v.string() }),
  renamed: v.object({ type: v.literal("renamed"), seq, member, was: v.string(), at: v.string() }),
  flow: v.object({
    type: v.literal("flow"),
    paused: v.boolean(),
    waiting_for: v.optional(identity),
  }),
  error: v.object({
    type: v.literal("error"),
    code: errorCode,
    text: v.string(),
    id: v.optional(v.string()),
  }),
  closing: v.object({ type: v.literal("closing"), reason: closingReason, text: v.string() }),
  ping,
  pong,
} as const;

type FrameOf<S extends Record<string, v.GenericSchema>> = {
  [K in keyof S]: v.InferOutput<S[K]>;
}[keyof S];

/** A frame from a client. */
export type ClientFrame = FrameOf<typeof clientFrameSchemas>;

/** A frame from a server. */
export type ServerFrame = FrameOf<typeof serverFrameSchemas>;

/** The one frame of `F` whose `type` is `T`. */
export type FrameNamed<F extends { type: string }, T extends F["type"]> = Extract<F, { type: T }>;

/** A client's first frame. */
export type Hello = v.InferOutput<typeof hello>;

/** Someone, as the others know them. */
export type Identity = v.InferOutput<typeof identity>;

/** Someone in the room; `online` is false while a seat waits for its client's return. */
export type Member = v.InferOutput<typeof member>;

/** Why a client was not let in. */
export type RefusalReason = v.InferOutput<typeof refusalReason>;

/** Why a member left. */
export type LeaveReason = v.InferOutput<typeof leaveReason>;

/** What was wrong with a frame. */
export type ErrorCode = v.InferOutput<typeof errorCode>;

/** Why the server closes a connection. */
export type ClosingReason = v.InferOutput<typeof closingReason>;
