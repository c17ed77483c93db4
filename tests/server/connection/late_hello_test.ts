/**
 * A connection whose client was taken as plain, and says hello late.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { toTextBatch } from "../../../actors/encoding/text_batch.ts";
import type { PersonName } from "../../../actors/messages/events.ts";
import type { MemberMessage } from "../../../actors/messages/room.ts";
import { FIRST_WAIT, FREE_GUESSES } from "../../../server/connection/token_throttle.ts";
import { hashToken } from "../../../server/connection/tokens.ts";
import {
  guess,
  lateHello,
  Reception,
  TestConnection,
} from "../../support/fakes/test_connection.ts";

const OLD = { token: "old", seq: 17 };
const KARI = { id: "m2", name: "kari" };

const SAID: MemberMessage = {
  type: "said",
  from: KARI,
  at: 0,
  first: 18,
  count: 1,
  ids: toTextBatch(["a1"]),
  texts: toTextBatch(["hei"]),
  weight: 70_000,
};
const PAUSED: MemberMessage = { type: "flow", waitingFor: KARI };

function typesOf(messages: readonly { readonly type?: unknown }[]): readonly unknown[] {
  return messages.map(({ type }) => type);
}

Deno.test("connection: a late hello for its own room keeps the seat under a new name", async () => {
  const connection = await TestConnection.joined("plain");
  await connection.take(lateHello("main"));
  const name = "ola" as PersonName;
  assertEquals(connection.toRoom, [{ type: "introduce", session: connection.id, name }]);
  assertEquals(connection.requests.length, 1, "it asks for no other");
  await connection.take(SAID);
  assertEquals(connection.client.text, "kari: hei\n", "it is not welcome as one who speaks frames");
  assertEquals(typesOf(connection.toSession), ["entered"]);
  await connection.welcome({ seq: 19, since: 19 });
  await connection.take(SAID);
  const [line, ...frames] = connection.client.lines;
  const [welcome, said] = frames.map((frame) => JSON.parse(frame));
  assertEquals([line, welcome.token, welcome.seq], ["kari: hei", "fresh1", 19]);
  assertEquals(said.type, "said");
  assertEquals(typesOf(connection.toSession), ["entered", "entered"]);
  await connection.kill();
});

Deno.test("connection: stays paused after a late hello for its own room", async () => {
  const connection = await TestConnection.joined("plain");
  await connection.take(PAUSED);
  assertEquals(connection.client.text, "", "a plain client hears nothing of it");
  await connection.take(lateHello("main"));
  await connection.welcome();
  assertEquals(typesOf(connection.client.frames), ["welcome", "flow"]);
  assertEquals(
    connection.toSession.map((message) => "paused" in message ? message.paused : message.type),
    [false, true, true],
  );
  await connection.kill();
});

for (const [room, resume] of [["stua", null], ["stua", OLD], ["main", OLD]] as const) {
  const whose = resume === null ? "a new" : "its old";
  Deno.test(`connection: a late hello for ${whose} seat in ${room} gives up the seat, then asks`, async () => {
    const connection = await TestConnection.joined("plain");
    await connection.take(PAUSED);
    await connection.take(lateHello(room, resume));
    const left = { type: "leave", session: connection.id, reason: "quit" } as const;
    assertEquals(connection.toRoom, [left]);
    const [, request] = connection.requests;
    assertEquals([request?.token, request?.returns], [hashToken("fresh1"), true]);
    assertEquals(request?.resume, resume && { token: hashToken("old"), seq: 17 });
    const { otherRoom } = connection;
    await connection.welcome({ room: otherRoom, resumed: resume !== null });
    assertEquals(connection.client.frames.map(({ token }) => token), [resume?.token ?? "fresh1"]);
    const [, , entered] = connection.toSession;
    assertEquals(entered, { type: "entered", room: otherRoom, paused: false });
    await connection.take(SAID);
    assertEquals(typesOf(connection.toOtherRoom), ["taken"]);
    assertEquals(connection.toRoom.length, 1);
    await connection.kill();
  });
}

Deno.test("connection: ignores messages of a room that it has left", async () => {
  const connection = await TestConnection.joined("plain");
  await connection.take(lateHello("stua"));
  const before = typesOf(connection.toSession);
  for (const message of [SAID, PAUSED, { type: "neverSent" }] as const) {
    await connection.take(message);
  }
  await connection.take({ type: "closed", reason: "kicked" });
  assertEquals([connection.client.text, connection.client.closed], ["", false]);
  assertEquals(typesOf(connection.toSession), before);
  await connection.welcome({ room: connection.otherRoom });
  assertEquals(typesOf(connection.client.frames), ["welcome"]);
  assertEquals(typesOf(connection.toRoom), ["leave"], "nor is that taken");
  await connection.kill();
});

Deno.test("connection: refuses a late hello in frames, and closes", async () => {
  const connection = await TestConnection.joined("plain");
  await connection.take(lateHello("stua"));
  await connection.take({ type: "refused", reason: "room_full" });
  assertEquals(connection.client.frames.map(({ reason }) => reason), ["room_full"]);
  assertEquals(typesOf(connection.toSession), ["entered", "dismissed"]);
  await connection.take({ type: "write", text: "for sent" });
  assertEquals([connection.client.frames.length, connection.client.closed], [1, true]);
  await connection.kill();
});

Deno.test("connection: cancels the join of a late hello, or loses its seat, when it ends", async () => {
  for (const resume of [null, OLD]) {
    for (const welcomed of [false, true]) {
      const connection = await TestConnection.joined("plain");
      await connection.take(lateHello("stua", resume));
      if (welcomed) await connection.welcome({ room: connection.otherRoom });
      await connection.kill();
      const left = { type: "leave", session: connection.id, reason: "lost" } as const;
      assertEquals(connection.toOtherRoom, welcomed ? [left] : []);
      assertEquals<readonly string[]>(connection.cancelled, welcomed ? [] : ["stua"]);
    }
  }
});

Deno.test("connection: a throttled late hello asks for no seat once the client is gone", async () => {
  const ways = {
    ended: (connection: TestConnection) => connection.client.end(),
    reset: (connection: TestConnection) => connection.client.reset(),
    stopped: (connection: TestConnection) => connection.stop(),
  };
  for (const [name, end] of Object.entries(ways)) {
    const reception = new Reception();
    await guess(reception, FREE_GUESSES);
    const connection = await TestConnection.joined("plain", reception);
    await connection.take(lateHello("stua", OLD));
    await end(connection);
    await connection.pass(FIRST_WAIT);
    assertEquals([name, connection.requests.length], [name, 1]);
    if (name === "stopped") {
      assertEquals(connection.client.frames.map(({ reason }) => reason), ["stopping"]);
      assertEquals(connection.toSession.at(-1), { type: "dismissed" });
    } else {
      assertEquals([name, connection.sessionExited], [name, true]);
    }
    await connection.kill();
  }
});
