import { assertEquals } from "@std/assert";
import { addressOf } from "../../support/fakes/addresses.ts";
import { STORE, TestRoom } from "../../support/fakes/test_room.ts";
import { gist, heard, saves } from "../../support/fakes/told.ts";
import { HIGH_WATER } from "../../../actors/room/flow_control.ts";

function talk(): TestRoom {
  const room = new TestRoom();
  room.seat("ola", "kari");
  for (const who of ["ola", "kari"]) room.ack(who, 2);
  return room;
}

Deno.test("room: tells everybody of a new name in order, also the client itself", () => {
  const room = talk();
  const told = room.rename("kari", "kaja");
  assertEquals(gist(told), ["ola: happened", "kari: happened"]);
  const event = {
    type: "renamed",
    member: { id: "m2", name: "kaja", online: true },
    was: "kari",
  } as const;
  for (const who of ["ola", "kari"]) {
    assertEquals(heard(told, who, "happened"), [
      { type: "happened", event, seq: 3, at: room.now, weight: 168 },
    ]);
  }
  const [said] = heard(room.say("kari", ["k1", "hei"]), "ola", "said");
  assertEquals(said?.from, { id: "m2", name: "kaja" });
});

Deno.test("room: numbers a name that another client has, but not the client's own", () => {
  const room = talk();
  room.rename("kari", "OLA");
  assertEquals(room.state.seats.map(({ name }) => String(name)), ["ola", "OLA 2"]);
  room.rename("kari", "Kari");
  assertEquals(gist(room.rename("kari", "KARI")), ["ola: happened", "kari: happened"]);
});

Deno.test("room: answers a rename to the same name and tells nobody else", () => {
  const room = talk();
  const told = room.rename("kari", "kari");
  assertEquals(gist(told), ["kari: happened"]);
  assertEquals(heard(told, "kari", "happened")[0]?.event, {
    type: "renamed",
    member: { id: "m2", name: "kari", online: true },
    was: "kari",
  });
});

Deno.test("room: sends a returning client the renames that it missed", () => {
  const room = talk();
  room.rename("kari", "kaja");
  room.leave("kari", "lost");
  const told = room.resume("kari again", "kari", 2);
  assertEquals(heard(told, "kari again", "welcome")[0]?.you, { id: "m2", name: "kaja" });
  assertEquals(heard(told, "kari again", "happened").map(({ seq }) => seq), [3]);
});

Deno.test("room: saves a new name, and for which seats the event waits", () => {
  const room = new TestRoom({ store: addressOf(STORE) });
  room.seat("ola", "kari");
  for (const who of ["ola", "kari"]) room.ack(who, 2);
  const [save] = saves(room.rename("kari", "kaja"));
  assertEquals(save?.changes.map(({ type }) => type), ["seated", "kept", "counted"]);
  const waitsFor = save?.changes.flatMap((change) =>
    change.type === "kept" ? change.entry.waitsFor : []
  );
  assertEquals(waitsFor, ["m1", "m2"]);
});

Deno.test("room: renames no stalled seat", () => {
  const room = talk();
  room.sayHeavy("ola", "a1", HIGH_WATER);
  assertEquals(room.rename("kari", "kaja"), []);
  assertEquals(room.state.seats.map(({ name }) => String(name)), ["ola", "kari"]);
});

Deno.test("room: weighs a rename by the length of its names", () => {
  const room = talk();
  room.rename("kari", "k".repeat(32));
  assertEquals(room.state.seats.map(({ owed }) => owed), [196, 196]);
});
