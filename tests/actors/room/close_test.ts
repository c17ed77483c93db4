import { assertEquals } from "@std/assert";
import { TestRoom } from "../../support/fakes/test_room.ts";
import { gist, heard } from "../../support/fakes/told.ts";

Deno.test("room: closes once every session has said all", () => {
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

Deno.test("room: refuses joins while it closes", () => {
  const room = new TestRoom();
  room.seat("ola", "kari");
  room.close("ola");
  room.leave("kari");
  const stopping = { to: "per", message: { type: "refused", reason: "stopping" } } as const;
  assertEquals(room.join("per"), [stopping]);
  room.leave("ola");
  assertEquals(room.join("per"), [stopping], "also when all have left");
});

Deno.test("room: closes when the last session leaves instead", () => {
  const room = new TestRoom();
  room.seat("ola", "kari");
  room.close("ola");
  assertEquals(gist(room.leave("kari")), ["ola: happened", "ola: closed"]);
});

Deno.test("room: tells nobody of goodbyes while it closes", () => {
  const room = new TestRoom({ capacity: 3 });
  room.seat("ola", "kari", "per");
  room.close("ola");
  assertEquals(room.leave("ola"), []);
  room.close("kari");
  room.close("per");
  assertEquals(gist(room.leave("per")), [], "and closes once only");
});

Deno.test("room: closes without waiting for a lost client", () => {
  const room = new TestRoom();
  room.seat("ola", "kari");
  room.leave("kari", "lost");
  assertEquals(gist(room.close("ola")), ["ola: closed"]);
});

Deno.test("room: keeps seats that are lost while it closes, and tells nobody", () => {
  const room = new TestRoom();
  room.seat("ola", "kari");
  room.close("ola");
  assertEquals(room.leave("ola", "lost"), []);
  room.close("kari");
  assertEquals(room.leave("kari", "lost"), []);
  assertEquals(room.state.seats.map(({ place }) => place.type), ["lost", "lost"]);
});
