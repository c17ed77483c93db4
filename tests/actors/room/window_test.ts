import { assert, assertEquals } from "@std/assert";
import { TestRoom } from "../../support/fakes/test_room.ts";
import { handed, heard } from "../../support/fakes/told.ts";
import { WINDOW } from "../../../actors/room/flow_control.ts";

/** Two; the first has said so many quarters of a window. */
function afterQuarters(count: number): TestRoom {
  const room = new TestRoom();
  room.seat("ola", "kari");
  for (let i = 0; i < count; i++) room.sayHeavy("ola", `a${10 + i}`, WINDOW / 4);
  return room;
}

/** Weight on its way to the second. */
function onItsWay(room: TestRoom): number {
  return room.state.seats[1]?.outstanding ?? 0;
}

Deno.test("room: hands a seat no more than a window of what it is told", () => {
  const room = afterQuarters(9);
  assertEquals(handed(room.told, "kari"), [3, 4, 5, 6]);
  assert(onItsWay(room) >= WINDOW && onItsWay(room) < WINDOW * 5 / 4);
});

Deno.test("room: hands a seat the rest as it takes what it was handed", () => {
  const room = afterQuarters(9);
  const [first] = heard(room.told, "kari", "said");
  assertEquals(handed(room.taken("kari", first?.weight ?? 0, 3), "kari"), [7]);
  assertEquals(handed(room.taken("kari", onItsWay(room), 7), "kari"), [8, 9, 10, 11]);
  assertEquals(handed(room.taken("kari", onItsWay(room), 11), "kari"), []);
});

Deno.test("room: hands over what is said later behind what still waits", () => {
  const room = afterQuarters(4);
  room.say("ola", ["a20", "sist"]);
  assertEquals(handed(room.taken("kari", onItsWay(room), 6), "kari"), [7]);
});

Deno.test("room: one that comes back is handed a window, whatever was on its way before", () => {
  const room = afterQuarters(9);
  assertEquals(handed(room.resume("kari2", "kari", 3), "kari2"), [4, 5, 6, 7]);
});

Deno.test("room: keeps for a lost client what it was not handed", () => {
  const room = afterQuarters(6);
  room.leave("kari", "lost");
  assertEquals(onItsWay(room), 0);
  assertEquals(handed(room.resume("kari2", "kari", 6), "kari2"), [7, 8]);
});

Deno.test("room: tells nobody who falls behind that somebody types, nor what is read", () => {
  const room = afterQuarters(4);
  const told = (seq: number) => room.typing("ola", true).length + room.read("ola", seq).length;
  assertEquals(told(1), 0);
  room.taken("kari", onItsWay(room), 6);
  assertEquals(told(2), 2);
});
