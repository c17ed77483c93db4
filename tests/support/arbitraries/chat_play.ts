/**
 * A random chat for property tests: clients send likely and hostile bytes, and their connections
 * end in any way.
 *
 * @module
 */

import fc from "fast-check";
import type { Dialect } from "../../../actors/messages/connection.ts";
import { encodeFrame } from "../../../actors/protocol/frame_codec.ts";
import { bytesOf } from "./bytes.ts";
import { clientFrame } from "./frames.ts";
import { TestChat, type TestClient } from "../fakes/test_chat.ts";
import { anyText } from "./texts.ts";

/** The people in the chat. */
export const PEOPLE = ["ola", "kari", "per"];

const seq = fc.nat(12);

/** Any frame of a client as a line. Its numbers and ids often exist in the chat. */
export const anyFrame: fc.Arbitrary<string> = fc.oneof(
  clientFrame,
  fc.record({ type: fc.constantFrom("ack", "read"), seq }),
  fc.record({
    type: fc.constant("say"),
    id: fc.constantFrom("a", "b", "c", "d"),
    text: anyText(4),
  }),
).map((frame) => JSON.stringify(frame) + "\n");

/** Any bytes of a client. */
export const anyBytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  anyFrame.map(bytesOf),
  anyText(8).map((text) => bytesOf(text + "\n")),
  anyText(8).map(bytesOf),
  fc.uint8Array({ maxLength: 24, size: "max" }),
  fc.constantFrom("hei\n", "ola: hei\n", "\xff\xfb", "GET / HTTP/1.1\n", "x".repeat(9_000)).map(
    bytesOf,
  ),
  fc.constant(bytesOf(encodeFrame({ type: "hello", version: 1, name: "siv" }))),
);

/** Something that happens to a person's connection. */
export interface ChatEvent {
  readonly who: string;
  readonly what: "bytes" | "drain" | "lineTimeout" | "ended" | "closing" | "idleTimeout";
  /** The bytes that it sends, if `what` is `bytes`. */
  readonly bytes: Uint8Array;
  /** Whether it was lost, if `what` is `ended`. */
  readonly lost: boolean;
}

const chatEvent: fc.Arbitrary<ChatEvent> = fc.record({
  who: fc.constantFrom(...PEOPLE),
  what: fc.oneof(
    { weight: 12, arbitrary: fc.constant("bytes" as const) },
    { weight: 3, arbitrary: fc.constantFrom("drain" as const, "lineTimeout" as const) },
    {
      weight: 1,
      arbitrary: fc.constantFrom("ended" as const, "closing" as const, "idleTimeout" as const),
    },
  ),
  bytes: anyBytes,
  lost: fc.boolean(),
});

/** Any sequence of events. */
export const chatEvents: fc.Arbitrary<readonly ChatEvent[]> = fc.array(chatEvent, {
  maxLength: 25,
  size: "max",
});

const dialect = fc.constantFrom<Dialect>("plain", "framed");

/** A dialect for each person. */
export const dialects: fc.Arbitrary<readonly Dialect[]> = fc.tuple(dialect, dialect, dialect);

/** The chat after the events, and how many bytes each client sent. */
export interface PlayedChat {
  readonly chat: TestChat;
  readonly sent: ReadonlyMap<TestClient, number>;
}

/** Plays the events. */
export function playChat(
  dialects: readonly Dialect[],
  events: readonly ChatEvent[],
): PlayedChat {
  const chat = new TestChat(PEOPLE.length);
  const sent = new Map<TestClient, number>();
  for (const [i, who] of PEOPLE.entries()) sent.set(chat.join(who, dialects[i] ?? "plain"), 0);
  for (const { who, what, bytes, lost } of events) {
    chat.act(who, (client) => {
      const { session } = client;
      switch (what) {
        case "bytes":
          sent.set(client, (sent.get(client) ?? 0) + bytes.length);
          return session.send(bytes);
        case "ended":
          return session.take({ type: "ended", lost });
        case "closing":
          return session.take({ type: "closing", reason: "stopping" });
        case "lineTimeout":
        case "idleTimeout":
          return session.take({ type: what });
      }
    });
    if (what === "drain") chat.drain(who);
  }
  return { chat, sent };
}
