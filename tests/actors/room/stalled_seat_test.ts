import { assertEquals } from "@std/assert";
import { TestRoom } from "../../support/fakes/test_room.ts";
import { gist, heard } from "../../support/fakes/told.ts";
import { HIGH_WATER, STALL_LIMIT } from "../../../actors/room/flow_control.ts";

/** Two; the second keeps the first waiting. */
function stalled(config: ConstructorParameters<typeof TestRoom>[0] = {}): TestRoom {
  const room = new TestRoom(config);
  room.seat("ola", "kari");
  room.ack("kari", 2);
  for (const id of ["a1", "a2"]) {
    room.sayHeavy("ola", id, HIGH_WATER);
    room.taken("kari", Infinity, room.state.seq);
  }
  return room;
}

Deno.test("room: ends the connection of one that keeps others waiting, and keeps its seat", () => {
  const room = stalled();
  assertEquals(room.pass(STALL_LIMIT - 1), []);
  const told = room.pass(1);
  assertEquals(heard(told, "kari", "closed"), [{ type: "closed", reason: "stalled" }]);
  assertEquals(heard(told, "ola", "happened").map(({ event }) => event.type), ["lost"]);
  const back = room.resume("kari2", "kari", 4);
  assertEquals(heard(back, "kari2", "welcome").map(({ resumed }) => resumed), [true]);
  assertEquals(heard(back, "ola", "flow"), [{ type: "flow", waitingFor: null }]);
});

Deno.test("room: waits anew for one that says to have more, however little", () => {
  const room = stalled();
  room.pass(STALL_LIMIT - 1);
  room.ack("kari", 3);
  assertEquals(room.pass(STALL_LIMIT - 1), []);
  assertEquals(gist(room.pass(1)), ["kari: closed", "ola: happened"]);
});

Deno.test("room: does not wait anew for one that says the same again", () => {
  const room = stalled();
  room.pass(STALL_LIMIT - 1);
  room.ack("kari", 2);
  assertEquals(gist(room.pass(1)), ["kari: closed", "ola: happened"]);
});

Deno.test("room: waits no more for one that has what it owed", () => {
  const room = stalled();
  room.ack("kari", 4);
  assertEquals(room.timers, []);
});

Deno.test("room: waits no more for one that stalls and is lost, or leaves", () => {
  for (const [reason, timers] of [["lost", ["hold m2"]], ["quit", []]] as const) {
    const room = stalled();
    room.leave("kari", reason);
    assertEquals(room.timers, timers);
  }
});

Deno.test("room: waits for one that comes back and still stalls", () => {
  const room = stalled();
  room.resume("kari2", "kari", 2);
  assertEquals(gist(room.pass(STALL_LIMIT)), ["kari2: closed", "ola: happened"]);
});

Deno.test("room: frees the seat of one that keeps others waiting, where no seats are held", () => {
  const room = stalled({ seatHold: 0 });
  assertEquals(gist(room.pass(STALL_LIMIT)), ["kari: closed", "ola: happened", "ola: flow"]);
});

Deno.test("room: leaves it to its socket to end a plain client that takes nothing", () => {
  const room = new TestRoom();
  room.seat("ola");
  room.seatPlain("kari");
  room.sayHeavy("ola", "a1", 2 * HIGH_WATER);
  assertEquals(heard(room.told, "ola", "flow").length, 1);
  assertEquals(room.timers, []);
});

Deno.test("room: ignores a stall timer that no longer applies", () => {
  const room = stalled();
  room.ack("kari", 4);
  for (const type of ["waitedLongEnough", "heldLongEnough"] as const) {
    for (const member of ["m2", "m9"]) assertEquals(room.take({ type, member }), []);
  }
});
