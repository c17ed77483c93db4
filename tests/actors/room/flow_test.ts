import { assert, assertEquals } from "@std/assert";
import type { SessionId } from "../../../actors/messages/events.ts";
import { itemsIn } from "../../../actors/room/chunked_list.ts";
import { addressOf } from "../../support/fakes/addresses.ts";
import { TestRoom } from "../../support/fakes/test_room.ts";
import { delivered, gist, handed, heard, type Told } from "../../support/fakes/told.ts";
import { HIGH_WATER, LOW_WATER } from "../../../actors/room/flow_control.ts";

const KARI = { id: "m2", name: "kari" };

/** A room with these clients, which have acked everything. */
function talk(...people: string[]): TestRoom {
  const room = new TestRoom({ capacity: 4 });
  room.seat(...people);
  for (const who of people) has(room, who);
  return room;
}

/** The socket writes all to a client, and the client acks it. */
function has(room: TestRoom, who: string): readonly Told[] {
  const { seq } = room.state;
  return [...room.taken(who, Infinity, seq), ...room.ack(who, seq)];
}

let ids = 0;

function sayMuch(room: TestRoom, who: string): readonly Told[] {
  return room.sayHeavy(who, `much${++ids}`, HIGH_WATER);
}

function sayLittle(room: TestRoom, who: string): readonly Told[] {
  return room.say(who, [`little${++ids}`, "x"]);
}

/** A client's seat. */
function seatOf(room: TestRoom, who: string): TestRoom["state"]["seats"][number] {
  const seat = room.state.seats.find(({ name }) => name === who);
  assert(seat !== undefined);
  return seat;
}

/** The `flow` messages: who is told, and for whom to wait; `null`: no longer. */
function waits(told: readonly Told[]): readonly (readonly [string, string | null])[] {
  return told.flatMap(({ to, message }) =>
    message.type === "flow" ? [[to, message.waitingFor?.name ?? null] as const] : []
  );
}

Deno.test("room: pauses a client once when another one stalls", () => {
  const room = talk("ola", "kari");
  assertEquals(waits(sayLittle(room, "ola")), []);
  const told = sayMuch(room, "ola");
  assertEquals(gist(told), ["ola: accepted", "kari: said", "ola: flow"]);
  assertEquals(heard(told, "ola", "flow"), [{ type: "flow", waitingFor: KARI }]);
  assertEquals(waits(sayMuch(room, "ola")), []);
});

Deno.test("room: resumes once at the low water mark", () => {
  const room = talk("ola", "kari");
  sayMuch(room, "ola");
  assertEquals(waits(room.ack("kari", room.state.seq)), [], "it has not left for it");
  assertEquals(room.taken("kari", seatOf(room, "kari").outstanding - LOW_WATER - 1), []);
  assertEquals(waits(room.taken("kari", 1)), [["ola", null]]);
  assertEquals(room.taken("kari", LOW_WATER), []);
  assertEquals(waits(sayLittle(room, "ola")), []);
  assertEquals(waits(sayMuch(room, "ola")), [["ola", "kari"]]);
});

Deno.test("room: stalls for texts that were written but not acked", () => {
  const room = talk("ola", "kari");
  sayMuch(room, "ola");
  const { seq } = room.state;
  assertEquals(room.taken("kari", Infinity, seq), []);
  assertEquals(waits(room.ack("kari", seq)), [["ola", null]]);
});

Deno.test("room: pauses all clients but the stalled one", () => {
  const room = talk("ola", "kari", "per");
  sayMuch(room, "ola");
  assertEquals(waits(room.told), [["ola", "kari"], ["kari", "per"], ["per", "kari"]]);
  assertEquals(waits(has(room, "per")), [["kari", null]]);
});

Deno.test("room: stays paused while one of two clients stalls", () => {
  const room = talk("ola", "kari", "per");
  sayMuch(room, "ola");
  assertEquals(waits(has(room, "kari")), [["per", null]]);
  assertEquals(waits(has(room, "per")), [["ola", null], ["kari", null]]);
});

Deno.test("room: resumes when the stalled client leaves", () => {
  const room = talk("ola", "kari");
  sayMuch(room, "ola");
  const left = room.leave("kari");
  assertEquals(gist(left), ["ola: happened", "ola: flow"]);
  assertEquals(waits(left), [["ola", null]]);
});

Deno.test("room: stays paused for a lost client until it is back and acks", () => {
  const room = talk("ola", "kari");
  room.leave("kari", "lost");
  const { seq } = room.state;
  assertEquals(waits(sayMuch(room, "ola")), [["ola", "kari"]]);
  assertEquals(waits(room.resume("kari2", "kari", seq)), []);
  assertEquals(waits(room.taken("kari2", Infinity, seq + 2)), []);
  assertEquals(waits(room.ack("kari2", seq + 1)), [["ola", null]]);
});

Deno.test("room: resumes when a lost client is back and has all", () => {
  const room = talk("ola", "kari");
  sayMuch(room, "ola");
  assertEquals(waits(room.leave("kari", "lost")), []);
  assertEquals(waits(room.resume("kari2", "kari", room.state.seq)), [["ola", null]]);
});

Deno.test("room: resumes after the hold time of a lost client", () => {
  const room = talk("ola", "kari");
  sayMuch(room, "ola");
  room.leave("kari", "lost");
  assertEquals(waits(room.pass(120_000)), [["ola", null]]);
});

Deno.test("room: pauses a returning client while another one stalls", () => {
  const room = talk("ola", "kari");
  sayMuch(room, "ola");
  const told = room.resume("ola2", "ola", room.state.seq);
  assertEquals(gist(told).slice(-2), ["ola2: welcome", "ola2: flow"]);
});

Deno.test("room: refuses newcomers while a client stalls", () => {
  const room = talk("ola", "kari");
  sayMuch(room, "ola");
  assertEquals(gist(room.join("per")), ["per: refused"]);
  room.leave("kari");
  assertEquals(gist(room.join("per")), ["per: welcome", "ola: happened"]);
});

Deno.test("room: keeps texts and goodbyes for a stalled client, but not lost and returned", () => {
  const room = talk("ola", "kari", "per");
  sayMuch(room, "ola");
  const kept = room.state.kept.length;
  room.leave("per", "lost");
  room.resume("per2", "per", 3);
  assertEquals(
    itemsIn(room.state.kept).filter(({ waitsFor }) => waitsFor.includes("m2")).length,
    kept,
  );
  room.leave("per2");
  assertEquals(
    itemsIn(room.state.kept).filter(({ waitsFor }) => waitsFor.includes("m2")).length,
    kept + 1,
  );
});

Deno.test("room: pauses all clients while the store is behind", () => {
  const room = new TestRoom({ store: addressOf("store") });
  room.seat("ola", "kari");
  assertEquals(waits(sayMuch(room, "ola")), [["ola", "kari"], ["kari", "Server"]]);
  room.ack("kari", 3);
  const onItsWay = room.state.seats[1]?.outstanding ?? 0;
  assertEquals(waits(room.taken("kari", onItsWay, 3)), []);
  assertEquals(waits(room.stored()), [["ola", null], ["kari", null]]);
});

/** Two clients. The second one reads everything but never acks. */
function withOneThatNeverAcks(texts: number): TestRoom {
  const room = new TestRoom();
  room.seat("ola", "kari");
  room.taken("ola", Infinity);
  for (let i = 0; i < texts; i++) {
    room.sayHeavy("ola", `t${++ids}`, HIGH_WATER / 8);
    room.taken("kari", Infinity, room.state.seq);
  }
  return room;
}

Deno.test("room: drops the oldest texts for a client that never acks", () => {
  const room = withOneThatNeverAcks(20);
  assertEquals(waits(room.told), []);
  assert(seatOf(room, "kari").owed <= LOW_WATER);
  assertEquals(delivered(room.told, "ola"), [], "nor is anything said to be delivered to it");
});

Deno.test("room: keeps texts up to the low water mark for a client that never acks", () => {
  const room = withOneThatNeverAcks(1);
  room.leave("kari", "lost");
  assertEquals(handed(room.resume("kari2", "kari", 2), "kari2"), [3]);
});

Deno.test("room: waits for a client that never acks until the socket has written", () => {
  const room = new TestRoom();
  room.seat("ola", "kari");
  for (let i = 0; i < 9; i++) room.sayHeavy("ola", `t${++ids}`, HIGH_WATER / 8);
  assertEquals(waits(room.told), [["ola", "kari"]]);
  assertEquals(waits(room.taken("kari", 0, 2)), []);
});

Deno.test("room: waits for the acks of a client that has acked once", () => {
  const room = withOneThatNeverAcks(1);
  room.ack("kari", 0);
  for (let i = 0; i < 24; i++) {
    room.sayHeavy("ola", `t${++ids}`, HIGH_WATER / 8);
    room.taken("kari", Infinity, room.state.seq);
  }
  assertEquals(waits(room.told), [["ola", "kari"]]);
});

Deno.test("room: pauses no client while the store keeps up", () => {
  const room = new TestRoom({ store: addressOf("store") });
  room.seatPlain("ola");
  room.seat("kari");
  const count = 100_000;
  const told: Told[] = [];
  for (let i = 0; i < 24; i++) {
    const { last } = room.state.saving;
    const said = { type: "sayLines", lines: "x\n", count, bytes: 2 } as const;
    told.push(...room.take({ ...said, session: "ola" as SessionId }));
    const seq = room.state.seq;
    told.push(...room.taken("kari", HIGH_WATER * 100, seq), ...room.ack("kari", seq));
    told.push(...room.stored(last));
  }
  assertEquals(waits(told).filter(([, whom]) => whom === "Server"), []);
});

Deno.test("room: pauses no client for unsaved texts that all have acked", () => {
  const room = new TestRoom({ store: addressOf("store") });
  room.seat("ola", "kari");
  sayMuch(room, "ola");
  room.ack("kari", 3);
  room.taken("kari", room.state.seats[1]?.outstanding ?? 0, 3);
  assertEquals(waits(room.unstored()), [["ola", null], ["kari", null]]);
});
