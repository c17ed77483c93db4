import { assertEquals } from "@std/assert";
import { TestRoom } from "../../support/fakes/test_room.ts";
import { gist, heard } from "../../support/fakes/told.ts";

Deno.test("room: tells all that it is closed once all have said all", () => {
  const room = new TestRoom({ capacity: 3 });
  room.seat("ola", "kari", "per");
  assertEquals(room.close("ola"), []);
  assertEquals(room.close("per"), []);
  assertEquals(gist(room.say("kari", ["a1", "sist"])), [
    "kari: accepted",
    "ola: said",
    "per: said",
  ]);
  assertEquals(gist(room.close("kari")), ["ola: closed", "kari: closed", "per: closed"]);
  assertEquals(heard(room.told, "ola", "closed"), [{ type: "closed", reason: "stopping" }]);
});

Deno.test("room: lets nobody in while it closes", () => {
  const room = new TestRoom();
  room.seat("ola", "kari");
  room.close("ola");
  room.leave("kari");
  const stopping = { to: "per", message: { type: "refused", reason: "stopping" } } as const;
  assertEquals(room.join("per"), [stopping]);
  room.leave("ola");
  assertEquals(room.join("per"), [stopping], "also when all have left");
});

Deno.test("room: is closed by the last one that leaves without having said so", () => {
  const room = new TestRoom();
  room.seat("ola", "kari");
  room.close("ola");
  assertEquals(gist(room.leave("kari")), ["ola: happened", "ola: closed"]);
});

Deno.test("room: does not tell of those who leave because it closes", () => {
  const room = new TestRoom({ capacity: 3 });
  room.seat("ola", "kari", "per");
  room.close("ola");
  assertEquals(room.leave("ola"), []);
  room.close("kari");
  room.close("per");
  assertEquals(gist(room.leave("per")), [], "and closes once only");
});

Deno.test("room: does not wait for a client that is away when it closes", () => {
  const room = new TestRoom();
  room.seat("ola", "kari");
  room.leave("kari", "lost");
  assertEquals(gist(room.close("ola")), ["ola: closed"]);
});

Deno.test("room: keeps the seats of those who leave because it closes, and tells nobody", () => {
  const room = new TestRoom();
  room.seat("ola", "kari");
  room.close("ola");
  assertEquals(room.leave("ola", "lost"), []);
  room.close("kari");
  assertEquals(room.leave("kari", "lost"), []);
  assertEquals(room.state.seats.map(({ place }) => place.type), ["lost", "lost"]);
});
