import { assert, assertEquals } from "@std/assert";
import type { PersonName, SessionId } from "../../../actors/messages/events.ts";
import type { MemberMessage, Refused } from "../../../actors/messages/room.ts";
import { itemsIn } from "../../../actors/room/chunked_list.ts";
import { newSeat } from "../../../actors/room/seats.ts";
import { addressOf } from "../../support/fakes/addresses.ts";
import { TestRoom, tokenOf } from "../../support/fakes/test_room.ts";
import { delivered, gist, handed, heard, type Told } from "../../support/fakes/told.ts";
import { HIGH_WATER, LOW_WATER, weighed } from "../../../actors/room/flow_control.ts";

const KARI = { id: "m2", name: "kari" };

/** These sit together; each has all, and has said so. */
function talk(...people: string[]): TestRoom {
  const room = new TestRoom({ capacity: 4 });
  room.seat(...people);
  for (const who of people) has(room, who);
  return room;
}

/** All that was sent to somebody has left, and it says that it has it. */
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

/** The seat of somebody. */
function seatOf(room: TestRoom, who: string): TestRoom["state"]["seats"][number] {
  const seat = room.state.seats.find(({ name }) => name === who);
  assert(seat !== undefined);
  return seat;
}

/** Whom each is told to wait for, by name; `null`: for nobody any more. */
function waits(told: readonly Told[]): readonly (readonly [string, string | null])[] {
  return told.flatMap(({ to, message }) =>
    message.type === "flow" ? [[to, message.waitingFor?.name ?? null] as const] : []
  );
}

Deno.test("seat: stalls above the high water mark, until it is back at the low one", () => {
  const name = "ola" as PersonName;
  const seat = newSeat("m1", name, {
    session: "s" as SessionId,
    name,
    address: "h:1",
    token: tokenOf("ola"),
    returns: true,
    resume: null,
    replyTo: addressOf<MemberMessage | Refused>("ola"),
  });
  for (const weight of ["owed", "outstanding"] as const) {
    assert(!weighed({ ...seat, [weight]: HIGH_WATER }).stalled);
    const over = weighed({ ...seat, [weight]: HIGH_WATER + 1 });
    assert(over.stalled);
    assert(weighed({ ...over, [weight]: LOW_WATER + 1 }).stalled);
    assert(!weighed({ ...over, [weight]: LOW_WATER }).stalled);
  }
});

Deno.test("room: holds back who says more than another takes, and tells once", () => {
  const room = talk("ola", "kari");
  assertEquals(waits(sayLittle(room, "ola")), []);
  const told = sayMuch(room, "ola");
  assertEquals(gist(told), ["ola: accepted", "kari: said", "ola: flow"]);
  assertEquals(heard(told, "ola", "flow"), [{ type: "flow", waitingFor: KARI }]);
  assertEquals(waits(sayMuch(room, "ola")), []);
});

Deno.test("room: lets go at the low water mark, and tells once", () => {
  const room = talk("ola", "kari");
  sayMuch(room, "ola");
  assertEquals(waits(room.ack("kari", room.state.seq)), [], "it has not left for it");
  assertEquals(room.taken("kari", seatOf(room, "kari").outstanding - LOW_WATER - 1), []);
  assertEquals(waits(room.taken("kari", 1)), [["ola", null]]);
  assertEquals(room.taken("kari", LOW_WATER), []);
  assertEquals(waits(sayLittle(room, "ola")), []);
  assertEquals(waits(sayMuch(room, "ola")), [["ola", "kari"]]);
});

Deno.test("room: holds the others back for what a client took and has not said to have", () => {
  const room = talk("ola", "kari");
  sayMuch(room, "ola");
  const { seq } = room.state;
  assertEquals(room.taken("kari", Infinity, seq), []);
  assertEquals(waits(room.ack("kari", seq)), [["ola", null]]);
});

Deno.test("room: holds back all others, also those who only listen, but not who stalls", () => {
  const room = talk("ola", "kari", "per");
  sayMuch(room, "ola");
  assertEquals(waits(room.told), [["ola", "kari"], ["kari", "per"], ["per", "kari"]]);
  assertEquals(waits(has(room, "per")), [["kari", null]]);
});

Deno.test("room: holds back for as long as one of two stalls, and tells nothing in between", () => {
  const room = talk("ola", "kari", "per");
  sayMuch(room, "ola");
  assertEquals(waits(has(room, "kari")), [["per", null]]);
  assertEquals(waits(has(room, "per")), [["ola", null], ["kari", null]]);
});

Deno.test("room: lets the others go when the one that stalls leaves", () => {
  const room = talk("ola", "kari");
  sayMuch(room, "ola");
  const left = room.leave("kari");
  assertEquals(gist(left), ["ola: happened", "ola: flow"]);
  assertEquals(waits(left), [["ola", null]]);
});

Deno.test("room: holds the others back for a lost client until it is back and has it", () => {
  const room = talk("ola", "kari");
  room.leave("kari", "lost");
  const { seq } = room.state;
  assertEquals(waits(sayMuch(room, "ola")), [["ola", "kari"]]);
  assertEquals(waits(room.resume("kari2", "kari", seq)), []);
  assertEquals(waits(room.taken("kari2", Infinity, seq + 2)), []);
  assertEquals(waits(room.ack("kari2", seq + 1)), [["ola", null]]);
});

Deno.test("room: lets the others go when a lost client comes back and has what it owes", () => {
  const room = talk("ola", "kari");
  sayMuch(room, "ola");
  assertEquals(waits(room.leave("kari", "lost")), []);
  assertEquals(waits(room.resume("kari2", "kari", room.state.seq)), [["ola", null]]);
});

Deno.test("room: lets the others go when the time of a lost client is over", () => {
  const room = talk("ola", "kari");
  sayMuch(room, "ola");
  room.leave("kari", "lost");
  assertEquals(waits(room.pass(120_000)), [["ola", null]]);
});

Deno.test("room: tells one that comes back, while somebody stalls, to wait", () => {
  const room = talk("ola", "kari");
  sayMuch(room, "ola");
  const told = room.resume("ola2", "ola", room.state.seq);
  assertEquals(gist(told).slice(-2), ["ola2: welcome", "ola2: flow"]);
});

Deno.test("room: lets nobody new in while somebody stalls, for whom it would have to be kept", () => {
  const room = talk("ola", "kari");
  sayMuch(room, "ola");
  assertEquals(gist(room.join("per")), ["per: refused"]);
  room.leave("kari");
  assertEquals(gist(room.join("per")), ["per: welcome", "ola: happened"]);
});

Deno.test("room: keeps for one who stalls what is said and who left, not who is lost and back", () => {
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

Deno.test("room: a store that falls behind holds back all who say something, until it is not", () => {
  const room = new TestRoom({ store: addressOf("store") });
  room.seat("ola", "kari");
  assertEquals(waits(sayMuch(room, "ola")), [["ola", "kari"], ["kari", "Server"]]);
  room.ack("kari", 3);
  const onItsWay = room.state.seats[1]?.outstanding ?? 0;
  assertEquals(waits(room.taken("kari", onItsWay, 3)), []);
  assertEquals(waits(room.stored()), [["ola", null], ["kari", null]]);
});

/** Two, of whom the second has never said what it has, though all leaves for it. */
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

Deno.test("room: does not wait for a client that never acks, beyond what lets others go on", () => {
  const room = withOneThatNeverAcks(20);
  assertEquals(waits(room.told), []);
  assert(seatOf(room, "kari").owed <= LOW_WATER);
  assertEquals(delivered(room.told, "ola"), [], "nor is anything said to be delivered to it");
});

Deno.test("room: keeps that much for a client that never acks", () => {
  const room = withOneThatNeverAcks(1);
  room.leave("kari", "lost");
  assertEquals(handed(room.resume("kari2", "kari", 2), "kari2"), [3]);
});

Deno.test("room: waits for a client that never acks, for what has not left for it", () => {
  const room = new TestRoom();
  room.seat("ola", "kari");
  for (let i = 0; i < 9; i++) room.sayHeavy("ola", `t${++ids}`, HIGH_WATER / 8);
  assertEquals(waits(room.told), [["ola", "kari"]]);
  assertEquals(waits(room.taken("kari", 0, 2)), []);
});

Deno.test("room: waits for a client that has acked once", () => {
  const room = withOneThatNeverAcks(1);
  room.ack("kari", 0);
  for (let i = 0; i < 24; i++) {
    room.sayHeavy("ola", `t${++ids}`, HIGH_WATER / 8);
    room.taken("kari", Infinity, room.state.seq);
  }
  assertEquals(waits(room.told), [["ola", "kari"]]);
});

Deno.test("room: a store that keeps up holds nobody back, however much is said before it rests", () => {
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

Deno.test("room: a store that fails holds nobody back for what all have", () => {
  const room = new TestRoom({ store: addressOf("store") });
  room.seat("ola", "kari");
  sayMuch(room, "ola");
  room.ack("kari", 3);
  room.taken("kari", room.state.seats[1]?.outstanding ?? 0, 3);
  assertEquals(waits(room.unstored()), [["ola", null], ["kari", null]]);
});
