import { assertEquals } from "@std/assert";
import { SEATING_LIMIT } from "../../../actors/room/seat_timers.ts";
import { TestRoom } from "../../support/fakes/test_room.ts";
import { gist } from "../../support/fakes/told.ts";

Deno.test("room: a seat that was booked and not taken is free after a while", () => {
  const room = new TestRoom();
  room.seat("ola");
  room.join("kari");
  room.pass(SEATING_LIMIT - 1);
  assertEquals(gist(room.join("per")), ["per's door: refused"]);
  room.pass(1);
  assertEquals(gist(room.join("per")), ["per's door: admitted"]);
});

Deno.test("room: a seat that was given back and not taken waits again", () => {
  const room = new TestRoom();
  room.seat("ola", "kari");
  room.leave("kari", "lost");
  room.join("kari2", "kari", { resume: { of: "kari", seq: 2 } });
  room.pass(SEATING_LIMIT);
  assertEquals(room.state.seats[1]?.place.type, "lost");
  assertEquals(gist(room.resume("kari3", "kari", 2))[1], "kari3: welcome");
});
