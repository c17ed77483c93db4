/**
 * What a connection does with the messages of its room and of its session.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { toTextBatch } from "../../../actors/encoding/text_batch.ts";
import type { MemberMessage } from "../../../actors/messages/room.ts";
import type { SimulatedClient } from "../../support/fakes/simulated_network.ts";
import { TestConnection } from "../../support/fakes/test_connection.ts";

const KARI = { id: "m2", name: "kari" };
const AT = Date.UTC(2026, 10, 23);

const SAID = {
  type: "said",
  from: KARI,
  at: AT,
  first: 18,
  count: 2,
  ids: toTextBatch(["a1", "a2"]),
  texts: toTextBatch(["hei", "du"]),
  weight: 320,
} as const;
const TYPING = { type: "typing", from: KARI, active: true, weight: 160 } as const;

/** Messages that are written and go no further. */
const FACTS: readonly MemberMessage[] = [
  SAID,
  { type: "saidLines", from: KARI, at: AT, first: 20, count: 1, lines: "ja\n", weight: 160 },
  {
    type: "happened",
    event: { type: "left", member: { ...KARI, online: false }, reason: "quit" },
    seq: 21,
    at: AT,
    weight: 160,
  },
  { type: "accepted", ids: toTextBatch(["b1"]), first: 22, at: AT, to: 1 },
  { type: "unsafe", ids: toTextBatch(["b2"]) },
  { type: "delivered", first: 22, last: 22 },
  { type: "read", from: KARI, seq: 22, weight: 160 },
  TYPING,
];

function typesOf(messages: readonly { readonly type?: unknown }[]): readonly unknown[] {
  return messages.map(({ type }) => type);
}

/** How the client is told that the room ends it. */
const ENDS = [
  ["framed", (client: SimulatedClient) => client.frames.at(-1)?.reason, "kicked"],
  ["plain", (client: SimulatedClient) => client.lines.at(-1)?.slice(0, 8), "Server: "],
] as const;

Deno.test("connection: writes its room's messages without the session", async () => {
  const framed = await TestConnection.joined("framed");
  const plain = await TestConnection.joined("plain");
  for (const connection of [framed, plain]) {
    for (const fact of FACTS) await connection.take(fact);
    assertEquals(connection.toSession, [{ type: "entered", room: connection.room, paused: false }]);
  }
  assertEquals(typesOf(framed.client.frames), [
    "welcome",
    "said",
    "said",
    "said",
    "left",
    "accepted",
    "error",
    "delivered",
    "read",
    "typing",
  ]);
  assertEquals(plain.client.lines, [
    "kari: hei",
    "kari: du",
    "ja",
    "System: User kari has left the chat.",
  ]);
  for (const connection of [framed, plain]) await connection.kill();
});

Deno.test("connection: tells its session of flow and neverSent", async () => {
  const connection = await TestConnection.joined("framed");
  await connection.take({ type: "flow", waitingFor: KARI });
  await connection.take({ type: "flow", waitingFor: null });
  await connection.take({ type: "neverSent" });
  assertEquals(connection.toSession.slice(1), [
    { type: "flow", paused: true },
    { type: "flow", paused: false },
    { type: "neverSent" },
  ]);
  assertEquals(typesOf(connection.client.frames), ["welcome", "flow", "flow"]);
  await connection.kill();
});

Deno.test("connection: writes its session's answers in order", async () => {
  const connection = await TestConnection.joined("plain");
  await connection.take(SAID);
  await connection.take({ type: "write", text: "Server: på øya\n" });
  await connection.take({ ...SAID, first: 20 });
  assertEquals(connection.client.lines, [
    "kari: hei",
    "kari: du",
    "Server: på øya",
    "kari: hei",
    "kari: du",
  ]);
  await connection.kill();
});

Deno.test("connection: tells its room what the socket has written", async () => {
  const connection = await TestConnection.joined("framed");
  const about = { type: "taken", session: connection.id } as const;
  await connection.take(SAID);
  await connection.take({ ...TYPING, weight: 65_000 });
  assertEquals(typesOf(connection.toRoom), [], "not for so little");
  await connection.take({ ...TYPING, weight: 216 });
  assertEquals(connection.toRoom, [{ ...about, weight: 65_536, seq: 19 }]);
  connection.client.stall();
  await connection.take({ ...SAID, first: 20, texts: toTextBatch(["x".repeat(200_000), "x"]) });
  await connection.take({ ...TYPING, weight: 70_000 });
  assertEquals(connection.toRoom.length, 1, "it has not left");
  await connection.client.resume();
  assertEquals(connection.toRoom.slice(1), [{ ...about, weight: 70_320, seq: 21 }]);
  await connection.kill();
});

Deno.test("connection: tells its room at once what a plain client has", async () => {
  const connection = await TestConnection.joined("plain");
  const about = { type: "taken", session: connection.id } as const;
  await connection.take(TYPING);
  await connection.take(SAID);
  await connection.take(TYPING);
  assertEquals(connection.toRoom, [
    { ...about, weight: 160, seq: 17 },
    { ...about, weight: 320, seq: 19 },
    { ...about, weight: 160, seq: 19 },
  ]);
  await connection.kill();
});

for (const [dialect, lastWords, words] of ENDS) {
  Deno.test(`connection: a ${dialect} client is told that the room ends it, and nothing after that`, async () => {
    const connection = await TestConnection.joined(dialect);
    await connection.take({ type: "closed", reason: "kicked" });
    assertEquals(lastWords(connection.client), words);
    assertEquals(typesOf(connection.toSession), ["entered", "dismissed"]);
    assertEquals(typesOf(connection.toRoom), ["leave"]);
    const { text } = connection.client;
    // Late messages of the session and of the room.
    await connection.take({ type: "write", text: "for sent\n" });
    await connection.take(SAID);
    await connection.take({ type: "flow", waitingFor: KARI });
    await connection.take({ type: "finish" });
    await connection.take({ type: "sessionEnded", reason: { type: "normal" } });
    assertEquals([connection.client.text, connection.client.closed], [text, true]);
    assertEquals(typesOf(connection.toSession), ["entered", "dismissed"]);
    assertEquals(typesOf(connection.toRoom), ["leave"]);
    await connection.pass(500);
    assertEquals(connection.exited, true);
  });
}

Deno.test("connection: ends although its session hangs", async () => {
  const connection = await TestConnection.joined("framed");
  await connection.take({ type: "closed", reason: "stopping" });
  await connection.pass(500);
  assertEquals([connection.sessionExited, connection.exited], [false, false]);
  await connection.pass(5_000);
  assertEquals([connection.sessionExited, connection.exited], [true, true]);
});

Deno.test("connection: tells its client that the session crashed, and loses the seat", async () => {
  const connection = await TestConnection.joined("framed");
  const reason = { type: "crashed", error: "RangeError" } as const;
  await connection.take({ type: "sessionEnded", reason });
  await connection.take(SAID);
  assertEquals(connection.client.frames.map(({ reason }) => reason), [undefined, "failed"]);
  assertEquals(typesOf(connection.toRoom), ["leave"]);
  await connection.kill();
});
