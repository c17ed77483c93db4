import { assertEquals } from "@std/assert";
import type { PersonName } from "../../../actors/messages/events.ts";
import { addressOf } from "../../support/fakes/addresses.ts";
import { DIRECTORY, TestRoom } from "../../support/fakes/test_room.ts";
import { gist, heard } from "../../support/fakes/told.ts";

const OLA = { id: "m1", name: "ola" };
const KARI = { id: "m2", name: "kari" };

Deno.test("room: welcomes two clients and tells each who is there", () => {
  const room = new TestRoom();
  const welcome = {
    type: "welcome",
    room: addressOf("room"),
    name: room.state.config.name,
    capacity: 2,
    resumed: false,
  } as const;
  assertEquals(heard(room.join("ola"), "ola", "welcome"), [
    { ...welcome, you: OLA, members: [], seq: 1, since: 1 },
  ]);
  const told = room.join("kari");
  assertEquals(heard(told, "kari", "welcome"), [
    { ...welcome, you: KARI, members: [{ ...OLA, online: true }], seq: 2, since: 2 },
  ]);
  assertEquals(heard(told, "ola", "happened"), [{
    type: "happened",
    event: { type: "joined", member: { ...KARI, online: true } },
    seq: 2,
    at: room.now,
    weight: 160,
  }]);
  assertEquals(gist(told), ["kari: welcome", "ola: happened"]);
});

Deno.test("room: refuses a third client", () => {
  const room = new TestRoom();
  room.seat("ola", "kari");
  assertEquals(room.join("per"), [
    { to: "per", message: { type: "refused", reason: "room_full" } },
  ]);
});

Deno.test("room: frees a new seat whose client never saw its welcome", () => {
  const room = new TestRoom();
  room.seat("ola", "kari");
  assertEquals(gist(room.cancelJoin("kari")), ["ola: happened"]);
  assertEquals(room.cancelJoin("kari"), []);
  assertEquals(gist(room.join("per")), ["per: welcome", "ola: happened"]);
});

Deno.test("room: tells the others of a goodbye, and gives the seat to the next client", () => {
  const room = new TestRoom();
  room.seat("ola", "kari");
  const left = room.leave("ola");
  assertEquals(gist(left), ["kari: happened"]);
  assertEquals(heard(left, "kari", "happened")[0]?.event, {
    type: "left",
    member: { ...OLA, online: false },
    reason: "quit",
  });
  assertEquals(room.leave("ola"), []);
  room.seat("per");
  assertEquals(heard(room.told, "per", "welcome")[0]?.you, { id: "m3", name: "per" });
});

Deno.test("room: reports that it is vacant, with the number of joins it received", () => {
  const room = new TestRoom();
  room.seat("ola", "kari");
  room.join("per");
  room.leave("ola");
  assertEquals(room.leave("kari"), [
    { to: DIRECTORY, message: { type: "vacant", room: room.state.config.name, joins: 3 } },
  ]);
  room.join("per");
  assertEquals(room.leave("per"), [
    { to: DIRECTORY, message: { type: "vacant", room: room.state.config.name, joins: 4 } },
  ]);
});

Deno.test("room: gives a taken name a number", () => {
  const room = new TestRoom({ capacity: 4 });
  room.seat("ola");
  room.join("Ola");
  for (const who of ["o2", "o3"]) room.join(who, "OLA");
  assertEquals(room.state.seats.map(({ name }) => String(name)), [
    "ola",
    "Ola 2",
    "OLA 3",
    "OLA 4",
  ]);
  room.leave("Ola");
  room.join("o4", "ola");
  assertEquals(room.state.seats.at(-1)?.name, "ola 2" as PersonName);
});

Deno.test("room: welcomes again after introduce, and tells the others both names", () => {
  const room = new TestRoom();
  room.seat("ola", "kari");
  const told = room.introduce("ola", "Kari");
  assertEquals(gist(told), ["ola: welcome", "kari: happened"]);
  assertEquals(heard(told, "ola", "welcome")[0]?.you, { id: "m1", name: "Kari 2" });
  assertEquals(heard(told, "ola", "welcome")[0]?.seq, 3);
  assertEquals(heard(told, "kari", "happened")[0]?.event, {
    type: "renamed",
    member: { id: "m1", name: "Kari 2", online: true },
    was: "ola",
  });
});

Deno.test("room: gives no number for the client's own name", () => {
  const room = new TestRoom();
  room.seat("ola", "kari");
  assertEquals(heard(room.introduce("ola", "OLA"), "ola", "welcome")[0]?.you.name, "OLA");
});

Deno.test("room: passes on typing and read without a number", () => {
  const room = new TestRoom();
  room.seat("ola", "kari");
  assertEquals(room.typing("ola", true), [
    { to: "kari", message: { type: "typing", active: true, from: OLA, weight: 160 } },
  ]);
  assertEquals(room.read("ola", 1), [
    { to: "kari", message: { type: "read", seq: 1, from: OLA, weight: 160 } },
  ]);
  assertEquals(room.state.seq, 2);
});
