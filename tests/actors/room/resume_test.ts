import { assertEquals } from "@std/assert";
import { fromTextBatch } from "../../../actors/encoding/text_batch.ts";
import { addressOf } from "../../support/fakes/addresses.ts";
import { TestRoom } from "../../support/fakes/test_room.ts";
import { gist, handed, heard } from "../../support/fakes/told.ts";

const KARI = { id: "m2", name: "kari" };

function talk(...people: string[]): TestRoom {
  const room = new TestRoom({ capacity: people.length });
  room.seat(...people);
  return room;
}

Deno.test("room: gives a seat back to a client with its token", () => {
  const room = talk("ola", "kari");
  room.leave("kari", "lost");
  const told = room.join("kari2", "en annen", { resume: { of: "kari", seq: 2 } });
  assertEquals(heard(told, "kari2", "welcome"), [{
    type: "welcome",
    room: addressOf("room"),
    name: room.state.config.name,
    capacity: 2,
    you: KARI,
    members: [{ id: "m1", name: "ola", online: true }],
    seq: 4,
    resumed: true,
    since: 2,
  }]);
});

Deno.test("room: gives a seat back more than once", () => {
  const room = talk("ola", "kari");
  room.leave("kari", "lost");
  for (const session of ["kari2", "kari3"]) {
    const told = room.resume(session, "kari", 2);
    assertEquals(heard(told, session, "welcome")[0]?.resumed, true);
    room.leave(session, "lost");
  }
});

Deno.test("room: replaces the older connection of a seat without telling the others", () => {
  const room = talk("ola", "kari");
  const told = room.resume("kari2", "kari", 2);
  assertEquals(gist(told), ["kari: closed", "kari2: welcome"]);
  assertEquals(heard(told, "kari", "closed"), [{ type: "closed", reason: "replaced" }]);
  assertEquals(room.leave("kari", "lost"), [], "also when the older one has ended");
  assertEquals(gist(room.say("ola", ["a1", "hei"])), ["ola: accepted", "kari2: said"]);
});

Deno.test("room: keeps the seat when a resume is cancelled", () => {
  const room = talk("ola", "kari");
  room.leave("kari", "lost");
  room.resume("kari2", "kari", 2);
  const told = room.cancelJoin("kari2");
  assertEquals(heard(told, "ola", "happened").map(({ event }) => event.type), ["lost"]);
  room.pass(119_999);
  assertEquals(heard(room.resume("kari3", "kari", 2), "kari3", "welcome")[0]?.resumed, true);
});

Deno.test("room: ignores a cancelled join if another connection has the seat", () => {
  const room = talk("ola", "kari");
  room.resume("kari2", "kari", 2);
  room.resume("kari3", "kari", 2);
  assertEquals(room.cancelJoin("kari2"), []);
});

for (
  const [whose, prepare] of [
    ["another room's", () => {}],
    ["a freed", (room: TestRoom) => void room.leave("kari")],
    ["a cancelled", (room: TestRoom) => void room.cancelJoin("kari")],
    ["a plain client's", (room: TestRoom) => void (room.leave("kari"), room.seatPlain("kari"))],
  ] as const
) {
  Deno.test(`room: a token of ${whose} seat makes an ordinary join`, () => {
    const room = new TestRoom({ capacity: 3 });
    room.seat("ola", "kari");
    prepare(room);
    const of = whose === "another room's" ? "siv" : "kari";
    const told = room.resume("per", of, 2);
    assertEquals(heard(told, "per", "welcome").map(({ resumed }) => resumed), [false]);
    assertEquals(heard(room.told, "kari", "closed"), []);
  });
}

Deno.test("room: refuses a token of no seat when it is full", () => {
  const room = talk("ola", "kari");
  assertEquals(room.join("per", "per", { resume: { of: "siv", seq: 2 } }), [
    { to: "per", message: { type: "refused", reason: "room_full" } },
  ]);
});

Deno.test("room: sends all after `since` again with the old numbers, before anything new", () => {
  const room = talk("ola", "kari");
  room.say("ola", ["a1", "en"]);
  room.leave("kari", "lost");
  room.say("ola", ["a2", "to"], ["a3", "tre"]);
  const told = room.resume("kari2", "kari", 2);
  assertEquals(
    heard(told, "kari2", "said").map(({ first, ids }) => [first, ...fromTextBatch(ids)]),
    [
      [3, "a1"],
      [5, "a2", "a3"],
    ],
  );
  assertEquals(gist(told).filter((line) => line.startsWith("kari2:")), [
    "kari2: welcome",
    "kari2: said",
    "kari2: said",
  ]);
  room.say("ola", ["a4", "fire"]);
  assertEquals(handed(room.told, "kari2"), [3, 5, 6, 8]);
});

Deno.test("room: sends the rest of texts that were said together", () => {
  const room = talk("ola", "kari");
  room.say("ola", ["a1", "en"], ["a2", "to"], ["a3", "tre"]);
  room.sayLines("ola", "fire", "fem", "seks");
  assertEquals(
    heard(room.resume("kari2", "kari", 4), "kari2", "said").map(({ first, ids, texts }) => [
      first,
      fromTextBatch(ids),
      fromTextBatch(texts),
    ]),
    [[5, ["a3"], ["tre"]]],
  );
  const [rest] = heard(room.resume("kari3", "kari", 7), "kari3", "saidLines");
  assertEquals([rest?.first, rest?.count, rest?.lines], [8, 1, "seks\n"]);
});

Deno.test("room: sends nothing again that the client has", () => {
  const room = talk("ola", "kari");
  room.say("ola", ["a1", "en"]);
  assertEquals(handed(room.resume("kari2", "kari", 3), "kari2"), []);
  assertEquals(heard(room.told, "ola", "delivered"), [{ type: "delivered", first: 3, last: 3 }]);
});

Deno.test("room: caps `since` at its last number", () => {
  const room = talk("ola", "kari");
  const told = room.resume("kari2", "kari", 99);
  assertEquals(heard(told, "kari2", "welcome").map(({ seq, since }) => [seq, since]), [[2, 2]]);
  assertEquals(handed(room.say("ola", ["a1", "en"]), "kari2"), [3]);
});

Deno.test("room: sends a client that shows less than it acked what it still keeps for others", () => {
  const room = talk("ola", "kari", "per");
  room.say("ola", ["a1", "en"]);
  room.ack("kari", 4);
  assertEquals(handed(room.resume("kari2", "kari", 2), "kari2"), [3, 4]);
  assertEquals(room.ack("per", 4).length, 1, "and does not wait for it again");
});

Deno.test("room: repeats the answer to a text that is said again after a resume", () => {
  const room = talk("ola", "kari");
  room.say("ola", ["a1", "en"]);
  room.resume("ola2", "ola", 2);
  const told = room.say("ola2", ["a1", "en"], ["a2", "to"]);
  assertEquals(heard(told, "ola2", "accepted").map(({ first }) => first), [4, 3]);
  assertEquals(handed(told, "kari"), [4]);
});

Deno.test("room: tells a returning client once what was delivered meanwhile", () => {
  const room = new TestRoom();
  room.seat("ola", "kari");
  room.say("ola", ["a1", "en"], ["a2", "to"], ["a3", "tre"]);
  room.leave("ola", "lost");
  room.ack("kari", 3);
  room.say("kari", ["b1", "fire"]);
  room.ack("kari", 4);
  const told = room.resume("ola2", "ola", 2);
  assertEquals(heard(told, "ola2", "delivered").map(({ first, last }) => [first, last]), [[3, 4]]);
  assertEquals(
    told.filter(({ to }) => to === "ola2").map(({ message }) => message.type),
    ["welcome", "delivered", "said"],
  );
  room.leave("ola2", "lost");
  assertEquals(heard(room.resume("ola3", "ola", 8), "ola3", "delivered"), []);
});
