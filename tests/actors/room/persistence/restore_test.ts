import { assert, assertEquals } from "@std/assert";
import { restoreRoom } from "../../../../actors/room/persistence/snapshot_diff.ts";
import { addressOf } from "../../../support/fakes/addresses.ts";
import { SavedState } from "../../../support/fakes/memory_store.ts";
import { STORE, TestRoom } from "../../../support/fakes/test_room.ts";
import { delivered, gist, handed, heard, saves } from "../../../support/fakes/told.ts";

const SEAT_HOLD = 120_000;

/** A restarted room with two clients. The second one has not received every text. */
function killed(): TestRoom {
  const room = new TestRoom({ store: addressOf(STORE) });
  room.seat("ola", "kari");
  room.ack("ola", 2);
  room.say("ola", ["a1", "en"], ["a2", "to"]);
  const saved = new SavedState();
  for (const { changes } of saves(room.told)) changes.forEach((change) => saved.apply(change));
  saved.goAhead();
  room.restart(restoreRoom(saved.load(room.state.config.name), room.state.config, room.now));
  return room;
}

Deno.test("restored room: sends saved texts with their old numbers", () => {
  const room = killed();
  const told = room.resume("kari2", "kari", 3);
  assertEquals(heard(told, "kari2", "welcome").map(({ you }) => you), [{ id: "m2", name: "kari" }]);
  assertEquals(handed(told, "kari2"), [4]);
});

Deno.test("restored room: repeats its answers and reports deliveries", () => {
  const room = killed();
  room.resume("ola2", "ola", 2);
  assertEquals(
    heard(room.say("ola2", ["a2", "to"]), "ola2", "accepted").map(({ first }) => first),
    [4],
  );
  room.resume("kari2", "kari", 4);
  assertEquals(delivered(room.told, "ola2"), [3, 4]);
});

Deno.test("restored room: uses no number and no member id twice", () => {
  const room = killed();
  const { seq, members } = room.state;
  assert(seq > 4 && members > 2);
  room.resume("ola2", "ola", 2);
  assertEquals(room.state.seq, seq + 1);
});

Deno.test("restored room: holds its seats for the hold time", () => {
  const room = killed();
  assertEquals(room.timers, ["hold m1", "hold m2"]);
  assertEquals(gist(room.join("per")), ["per: refused"]);
  assertEquals(room.pass(SEAT_HOLD - 1), []);
  assertEquals(gist(room.pass(1)), ["store: save", "directory: vacant", "store: save"]);
});
