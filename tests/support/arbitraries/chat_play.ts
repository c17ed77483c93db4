/**
 * A chat whose clients send what they like, from the likely to the hostile, and whose connections end anyhow, as a property
 * test makes it up.
 *
 * @module
 */

import fc from "fast-check";
import type { Dialect } from "../../../actors/messages/messages.ts";
import { encodeFrame } from "../../../actors/protocol/frame_codec.ts";
import { bytesOf } from "./bytes.ts";
import { clientFrame } from "./frames.ts";
import { TestChat, type TestClient } from "../fakes/test_chat.ts";
import { anyText } from "./texts.ts";

/** Who is in it. */
export const PEOPLE = ["ola", "kari", "per"];

const seq = fc.nat(12);

/** A frame that a client may send, as it goes out; it may well be about what is there. */
export const anyFrame: fc.Arbitrary<string> = fc.oneof(
  clientFrame,
  fc.record({ type: fc.constantFrom("ack", "read"), seq }),
  fc.record({
    type: fc.constant("say"),
    id: fc.constantFrom("a", "b", "c", "d"),
    text: anyText(4),
  }),
).map((frame) => JSON.stringify(frame) + "\n");

/** What a client may send. */
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

/** Something that befalls one of them. */
export interface Incident {
  readonly who: string;
  readonly what: "bytes" | "drain" | "lineTimeout" | "ended" | "closing" | "idleTimeout";
  /** What it sends, where it does. */
  readonly bytes: Uint8Array;
  /** Whether it is lost, where it ends. */
  readonly lost: boolean;
}

const incident: fc.Arbitrary<Incident> = fc.record({
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

/** Come what may. */
export const incidents: fc.Arbitrary<readonly Incident[]> = fc.array(incident, {
  maxLength: 25,
  size: "max",
});

const dialect = fc.constantFrom<Dialect>("plain", "framed");

/** What each of the people speaks. */
export const dialects: fc.Arbitrary<readonly Dialect[]> = fc.tuple(dialect, dialect, dialect);

/** What came of it: the chat, and how many bytes each client sent while it was there. */
export interface Played {
  readonly chat: TestChat;
  readonly sent: ReadonlyMap<TestClient, number>;
}

/** Plays it. */
export function play(dialects: readonly Dialect[], incidents: readonly Incident[]): Played {
  const chat = new TestChat(PEOPLE.length);
  const sent = new Map<TestClient, number>();
  for (const [i, who] of PEOPLE.entries()) sent.set(chat.join(who, dialects[i] ?? "plain"), 0);
  for (const { who, what, bytes, lost } of incidents) {
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
