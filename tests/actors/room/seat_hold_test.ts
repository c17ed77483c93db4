import { assertEquals } from "@std/assert";
import { TestRoom } from "../../support/fakes/test_room.ts";
import { gist, heard } from "../../support/fakes/told.ts";

const OLA = { id: "m1", name: "ola" };
const HOLD = 120_000;

/** Ola, who is lost, and Kari. */
function lostOne(config: ConstructorParameters<typeof TestRoom>[0] = {}): TestRoom {
  const room = new TestRoom(config);
  room.seat("ola", "kari");
  room.leave("ola", "lost");
  return room;
}

/** The events that a client was told, each by its type. */
function events(room: TestRoom, who: string): readonly string[] {
  return heard(room.told, who, "happened").map(({ event }) =>
    event.type === "left" ? `left: ${event.reason}` : event.type
  );
}

Deno.test("room: keeps the seat of a lost client and tells the others until when", () => {
  const room = lostOne();
  assertEquals(heard(room.told, "kari", "happened"), [{
    type: "happened",
    event: { type: "lost", member: { ...OLA, online: false }, until: room.now + HOLD },
    seq: 3,
    at: room.now,
    weight: 160,
  }]);
  assertEquals(room.state.seats.length, 2);
});

Deno.test("room: frees a lost seat after the hold time and tells the others", () => {
  const room = lostOne();
  assertEquals(room.pass(HOLD - 1), []);
  assertEquals(gist(room.pass(1)), ["kari: happened"]);
  assertEquals(events(room, "kari"), ["lost", "left: lost"]);
  assertEquals(room.state.seats.length, 1);
});

Deno.test("room: tells the others that a lost client is back", () => {
  const room = lostOne();
  const told = room.resume("ola2", "ola", 2);
  assertEquals(gist(told), ["ola2: welcome", "kari: happened"]);
  assertEquals(heard(told, "kari", "happened")[0]?.event, {
    type: "returned",
    member: { ...OLA, online: true },
  });
  assertEquals(room.pass(2 * HOLD), [], "its seat is no longer held for a time");
});

Deno.test("room: lists a lost seat to a newcomer as offline", () => {
  const room = lostOne({ capacity: 3 });
  room.seat("per");
  assertEquals(heard(room.told, "per", "welcome")[0]?.members, [
    { ...OLA, online: false },
    { id: "m2", name: "kari", online: true },
  ]);
});

Deno.test("room: starts the hold time again each time a client is lost", () => {
  const room = lostOne();
  room.pass(HOLD - 1);
  room.resume("ola2", "ola", 2);
  room.leave("ola2", "lost");
  assertEquals(room.pass(HOLD - 1), []);
  room.pass(1);
  assertEquals(events(room, "kari"), ["lost", "returned", "lost", "left: lost"]);
});

Deno.test("room: counts a lost seat towards its capacity", () => {
  const room = lostOne();
  assertEquals(gist(room.join("per")), ["per: refused"]);
  room.pass(HOLD);
  assertEquals(gist(room.join("per")), ["per: welcome", "kari: happened"]);
});

Deno.test("room: is vacant after the hold time of its last seat", () => {
  const room = lostOne();
  assertEquals(room.leave("kari", "lost"), []);
  assertEquals(gist(room.pass(HOLD)), ["directory: vacant"]);
});

Deno.test("room: frees the seat of a lost plain client at once", () => {
  const room = new TestRoom();
  room.seatPlain("ola");
  room.seat("kari");
  room.leave("ola", "lost");
  assertEquals(events(room, "kari"), ["left: lost"]);
  assertEquals(gist(room.join("per")), ["per: welcome", "kari: happened"]);
});

Deno.test("room: keeps the lost seat of a client that turned out to speak frames", () => {
  const room = new TestRoom();
  room.seatPlain("ola");
  room.seat("kari");
  room.introduce("ola", "Ola");
  room.leave("ola", "lost");
  assertEquals(events(room, "kari"), ["renamed", "lost"]);
});

Deno.test("room: keeps no lost seat if the hold time is 0", () => {
  const room = lostOne({ seatHold: 0 });
  assertEquals(events(room, "kari"), ["left: lost"]);
  assertEquals([room.state.seats.length, room.timers], [1, []]);
});

Deno.test("room: keeps no seat after a goodbye", () => {
  const room = new TestRoom();
  room.seat("ola", "kari");
  room.leave("ola", "quit");
  assertEquals(events(room, "kari"), ["left: quit"]);
  assertEquals(room.state.seats.length, 1);
});

Deno.test("room: ignores the session that had a lost seat", () => {
  const room = lostOne();
  assertEquals(room.say("ola", ["a1", "hei"]), []);
  assertEquals(room.leave("ola"), []);
  assertEquals(gist(room.join("per")), ["per: refused"]);
});
