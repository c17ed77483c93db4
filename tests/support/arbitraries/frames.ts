/**
 * Random frames of every type. A type without an arbitrary is a type error.
 *
 * @module
 */

import fc from "fast-check";
import type { ClientFrame, FrameNamed, ServerFrame } from "../../../actors/protocol/frames.ts";
import { anyText } from "./texts.ts";

type Arbitraries<F extends { type: string }> = {
  readonly [T in F["type"]]: fc.Arbitrary<FrameNamed<F, T>>;
};

const someText = anyText();
const seq = fc.maxSafeNat();
const wholeNumber = fc.maxSafeInteger();
const at = fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
const sayId = fc.string({ unit: "grapheme", minLength: 1, maxLength: 16 })
  .filter((id) => id.length <= 64);

const identity = fc.record({ id: someText, name: someText });
const member = fc.record({ id: someText, name: someText, online: fc.boolean() });

const ping = fc.record({ type: fc.constant("ping" as const), n: wholeNumber });
const pong = fc.record({ type: fc.constant("pong" as const), n: wholeNumber });

const clientArbitraries: Arbitraries<ClientFrame> = {
  hello: fc.record({
    type: fc.constant("hello" as const),
    version: wholeNumber,
    name: someText,
    room: someText,
    resume: fc.record({ token: someText, seq }),
  }, { requiredKeys: ["type", "version", "name"] }),
  say: fc.record({ type: fc.constant("say" as const), id: sayId, text: someText }),
  ack: fc.record({ type: fc.constant("ack" as const), seq }),
  read: fc.record({ type: fc.constant("read" as const), seq }),
  typing: fc.record({ type: fc.constant("typing" as const), active: fc.boolean() }),
  ping,
  pong,
  rename: fc.record({ type: fc.constant("rename" as const), name: someText }),
  leave: fc.record({ type: fc.constant("leave" as const) }),
};

const serverArbitraries: Arbitraries<ServerFrame> = {
  welcome: fc.record({
    type: fc.constant("welcome" as const),
    version: wholeNumber,
    room: someText,
    capacity: wholeNumber,
    you: identity,
    members: fc.array(member),
    token: someText,
    seq,
    resumed: fc.boolean(),
  }),
  refused: fc.record({
    type: fc.constant("refused" as const),
    reason: fc.constantFrom(
      "room_full",
      "unsupported_version",
      "invalid_name",
      "invalid_room",
      "stopping",
    ),
    text: someText,
  }),
  accepted: fc.record({
    type: fc.constant("accepted" as const),
    id: someText,
    seq,
    at,
    to: wholeNumber,
  }),
  said: fc.record({
    type: fc.constant("said" as const),
    seq,
    id: someText,
    from: identity,
    at,
    text: someText,
  }),
  delivered: fc.record({ type: fc.constant("delivered" as const), seq }),
  read: fc.record({ type: fc.constant("read" as const), seq, from: identity }),
  typing: fc.record({
    type: fc.constant("typing" as const),
    from: identity,
    active: fc.boolean(),
  }),
  joined: fc.record({ type: fc.constant("joined" as const), seq, member, at }),
  left: fc.record({
    type: fc.constant("left" as const),
    seq,
    member,
    reason: fc.constantFrom("quit", "lost", "idle", "kicked"),
    at,
  }),
  lost: fc.record({ type: fc.constant("lost" as const), seq, member, until: at, at }),
  returned: fc.record({ type: fc.constant("returned" as const), seq, member, at }),
  renamed: fc.record({ type: fc.constant("renamed" as const), seq, member, was: someText, at }),
  flow: fc.record({
    type: fc.constant("flow" as const),
    paused: fc.boolean(),
    waiting_for: identity,
  }, { requiredKeys: ["type", "paused"] }),
  error: fc.record({
    type: fc.constant("error" as const),
    code: fc.constantFrom(
      "bad_frame",
      "unknown_type",
      "too_long",
      "duplicate_hello",
      "not_joined",
      "not_stored",
      "invalid_name",
    ),
    text: someText,
    id: someText,
  }, { requiredKeys: ["type", "code", "text"] }),
  closing: fc.record({
    type: fc.constant("closing" as const),
    reason: fc.constantFrom(
      "stopping",
      "idle",
      "failed",
      "errors",
      "replaced",
      "stalled",
      "kicked",
    ),
    text: someText,
  }),
  ping,
  pong,
};

/** Any frame that a client may send. */
export const clientFrame: fc.Arbitrary<ClientFrame> = fc.oneof(...Object.values(clientArbitraries));

/** Any frame that a server may send. */
export const serverFrame: fc.Arbitrary<ServerFrame> = fc.oneof(...Object.values(serverArbitraries));
