import { assert, assertEquals } from "@std/assert";
import type { JoinReply, PersonName, SessionId } from "../../actors/messages.ts";
import { HIGH_WATER, keepSeat, LOW_WATER, withOutstanding } from "../../actors/room/seats.ts";
import { addressOf } from "../support/addresses.ts";
import { gist, heard, TestRoom, type Told } from "../support/test_room.ts";

const KARI = { id: "m2", name: "kari" };

function talk(...people: string[]): TestRoom {
  const room = new TestRoom({ capacity: 4 });
  room.seat(...people);
  for (const who of people) room.taken(who, HIGH_WATER);
  return room;
}

let ids = 0;

function sayMuch(room: TestRoom, who: string): readonly Told[] {
  return room.say(who, [`much${++ids}`, "x".repeat(HIGH_WATER)]);
}

function sayLittle(room: TestRoom, who: string): readonly Told[] {
  return room.say(who, [`little${++ids}`, "x"]);
}

/** What is on its way to somebody. */
function onItsWay(room: TestRoom, who: string): number {
  return room.state.seats.find(({ session }) => session === who)?.outstanding ?? 0;
}

/** Whom each is told to wait for, by name; `null`: for nobody any more. */
function waits(told: readonly Told[]): readonly (readonly [string, string | null])[] {
  return told.flatMap(({ to, message }) =>
    message.type === "flow" ? [[to, message.waitingFor?.name ?? null] as const] : []
  );
}

Deno.test("seat: stalls above the high water mark, until it is back at the low one", () => {
  const request = {
    session: "s" as SessionId,
    name: "ola" as PersonName,
    address: "h:1",
    replyTo: addressOf<JoinReply>("door"),
  };
  const full = withOutstanding(keepSeat("m1", request.name, request), HIGH_WATER);
  assert(!full.stalled);
  const over = withOutstanding(full, 1);
  assert(over.stalled);
  const almost = withOutstanding(over, LOW_WATER - HIGH_WATER);
  assert(almost.stalled);
  const low = withOutstanding(almost, -1);
  assert(!low.stalled);
  assertEquals(withOutstanding(low, -HIGH_WATER).outstanding, 0, "never less than nothing");
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
  assertEquals(room.taken("kari", onItsWay(room, "kari") - LOW_WATER - 1), []);
  assertEquals(waits(room.taken("kari", 1)), [["ola", null]]);
  assertEquals(room.taken("kari", LOW_WATER), []);
  assertEquals(waits(sayLittle(room, "ola")), []);
  assertEquals(waits(sayMuch(room, "ola")), [["ola", "kari"]]);
});

Deno.test("room: holds back all others, also those who only listen, but not who stalls", () => {
  const room = talk("ola", "kari", "per");
  sayMuch(room, "ola");
  assertEquals(waits(room.told), [["ola", "kari"], ["kari", "per"], ["per", "kari"]]);
  assertEquals(waits(room.taken("per", HIGH_WATER * 9)), [["kari", null]]);
});

Deno.test("room: holds back for as long as one of two stalls, and tells nothing in between", () => {
  const room = talk("ola", "kari", "per");
  sayMuch(room, "ola");
  assertEquals(waits(room.taken("kari", HIGH_WATER * 9)), [["per", null]]);
  assertEquals(waits(room.taken("per", HIGH_WATER * 9)), [["ola", null], ["kari", null]]);
});

Deno.test("room: lets the others go when the one that stalls leaves", () => {
  const room = talk("ola", "kari");
  sayMuch(room, "ola");
  const left = room.leave("kari");
  assertEquals(gist(left), ["ola: happened", "ola: flow"]);
  assertEquals(waits(left), [["ola", null]]);
});

Deno.test("room: holds back whoever sits down while somebody stalls, after the welcome", () => {
  const room = talk("ola", "kari");
  sayMuch(room, "ola");
  room.join("per");
  // The room's flow is settled anew in between.
  room.taken("kari", 1);
  assertEquals(gist(room.enter("per")), [
    "per: welcome",
    "ola: happened",
    "kari: happened",
    "per: flow",
  ]);
});

Deno.test("room: holds back whoever sits down, also if the stall came after the seat was kept", () => {
  const room = talk("ola", "kari");
  room.join("per");
  sayMuch(room, "ola");
  assertEquals(waits(room.enter("per")), [["per", "kari"]]);
  assertEquals(waits(room.leave("kari")), [["ola", null], ["per", null]]);
});
