/**
 * What the store is sent of a room, and when.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { toTextBatch } from "../../../../actors/encoding/text_batch.ts";
import { addressOf } from "../../../support/fakes/addresses.ts";
import { STORE, TestRoom, tokenOf } from "../../../support/fakes/test_room.ts";
import { gist, saves, type Told } from "../../../support/fakes/told.ts";
import { WINDOW } from "../../../../actors/room/flow_control.ts";

function roomWithStore(): TestRoom {
  return new TestRoom({ capacity: 3, store: addressOf(STORE) });
}

/** Two who have all, in a room that the store has and was sent nothing just now. */
function talk(): TestRoom {
  const room = roomWithStore();
  room.seat("ola", "kari");
  for (const who of ["ola", "kari"]) room.ack(who, 2);
  room.stored();
  return room;
}

/** The types of the changes that the store was sent. */
function changes(told: readonly Told[]): readonly string[] {
  return saves(told).flatMap(({ changes }) => changes.map(({ type }) => type));
}

Deno.test("room: sends the store each seat that waits for its client's return", () => {
  const room = roomWithStore();
  assertEquals(saves(room.join("ola")), [{
    type: "save",
    room: room.state.config.name,
    changes: [
      // An earlier room of this name, which the store may have failed to forget.
      { type: "cleared" },
      { type: "counted", seq: 1, members: 1 },
      {
        type: "seated",
        seat: { member: "m1", name: room.state.seats[0]!.name, token: tokenOf("ola") },
      },
    ],
    upTo: 1,
    replyTo: addressOf("room"),
  }]);
});

Deno.test("room: numbers what it sends the store", () => {
  const room = roomWithStore();
  room.seat("ola", "kari");
  room.say("ola", ["a1", "en"]);
  room.ack("kari", 3);
  assertEquals(saves(room.told).map(({ upTo }) => upTo), [1, 2, 3, 4]);
});

Deno.test("room: sends the store what is said with its answers, and that it is released", () => {
  const room = talk();
  assertEquals(changes(room.say("ola", ["a1", "en"])), ["kept", "answered", "counted"]);
  assertEquals(changes(room.sayLines("ola", "to")), ["kept", "counted"]);
  assertEquals(changes(room.ack("kari", 4)), ["released", "released", "counted"]);
});

Deno.test("room: sends the store what is left of texts of which some are delivered", () => {
  const room = talk();
  room.say("ola", ["a1", "en"], ["a2", "to"]);
  assertEquals(changes(room.ack("kari", 3)), ["released", "kept", "counted"]);
});

Deno.test("room: sends the store nothing of plain clients, nor of what is only for them", () => {
  const room = roomWithStore();
  room.seatPlain("ola", "kari");
  room.sayLines("ola", "hei");
  room.leave("ola");
  assertEquals(saves(room.told), []);
});

Deno.test("room: saves the seat of a plain client that turns out to speak frames", () => {
  const room = talk();
  room.seatPlain("siv");
  room.ack("ola", 3);
  room.ack("kari", 3);
  assertEquals(changes(room.introduce("siv", "Siv")), ["seated", "kept", "counted"]);
});

Deno.test("room: sends the store also what waits for one that turned out to speak frames", () => {
  const room = talk();
  room.seatPlain("siv");
  room.sayHeavy("ola", "a1", WINDOW);
  room.sayLines("ola", "så");
  room.taken("kari", WINDOW, 4);
  room.ack("ola", 3);
  room.ack("kari", 5);
  assertEquals(
    saves(room.introduce("siv", "Siv")).flatMap(({ changes }) =>
      changes.flatMap((change) => change.type === "kept" ? [change.entry.waitsFor] : [])
    ),
    [["m2", "m3"], ["m1", "m2"]],
  );
});

Deno.test("room: sends no save when nothing saved changes", () => {
  const room = talk();
  const told = [
    room.typing("ola", true),
    room.read("ola", 2),
    room.ack("kari", 2),
    room.taken("kari", 100, 2),
  ];
  assertEquals(saves(told.flat()), []);
  assertEquals(room.timers, []);
});

Deno.test("room: the store forgets a seat whose client says goodbye, and the last one with all", () => {
  const room = talk();
  assertEquals(changes(room.leave("ola")), ["unseated", "kept", "counted"]);
  assertEquals(changes(room.leave("kari")), ["cleared"]);
});

Deno.test("room: the store forgets a lost seat when its time is over", () => {
  const room = talk();
  assertEquals(changes(room.leave("ola", "lost")), ["kept", "counted"]);
  assertEquals(changes(room.pass(120_000)), ["unseated", "kept", "counted"]);
});

Deno.test("room: the store keeps all seats when the server stops", () => {
  const room = talk();
  const told = ["ola", "kari"].flatMap((who) => room.close(who));
  const left = ["ola", "kari"].flatMap((who) => room.leave(who, "lost"));
  assertEquals(changes([...told, ...left]), []);
  assertEquals(room.state.seats.length, 2);
});

Deno.test("room: sends the store all of itself where it may lack any of it", () => {
  const room = talk();
  room.say("ola", ["a1", "en"]);
  room.sayLines("kari", "to");
  assertEquals(changes(room.take({ type: "saveAnew" })), [
    "cleared",
    "counted",
    "seated",
    "seated",
    "kept",
    "kept",
    "answered",
  ]);
});

Deno.test("room: a store that may lack any of a room without seats forgets it", () => {
  const room = roomWithStore();
  room.seatPlain("ola");
  assertEquals(changes(room.take({ type: "saveAnew" })), ["cleared"]);
});

Deno.test("room: sends no saves before the next retry", () => {
  const room = talk();
  room.unstored();
  assertEquals(gist(room.say("ola", ["a1", "en"])), ["kari: said"]);
  assertEquals(changes(room.pass(1_000)).slice(0, 2), ["cleared", "counted"]);
});

Deno.test("room: tries the store again also when it was started again itself", () => {
  const room = talk();
  room.unstored();
  room.restart(room.state);
  assertEquals(room.timers, ["save"]);
});

Deno.test("room: has nothing to send where there is no store", () => {
  const room = new TestRoom();
  room.seat("ola", "kari");
  assertEquals(room.take({ type: "saveAnew" }), []);
});

Deno.test("room: is forgotten when it ends, also while the store is behind", () => {
  const room = talk();
  room.say("ola", ["a1", "hei"]);
  room.unstored();
  room.leave("ola");
  assertEquals(changes(room.leave("kari")), ["cleared"]);
});

Deno.test("room: sends the store each answer once", () => {
  const room = talk();
  const told = [
    ...room.say("ola", ["a1", "en"], ["a2", "to"]),
    ...room.say("ola", ["a2", "to"], ["a3", "tre"]),
    ...room.ack("kari", 5),
    ...room.say("ola", ["a1", "en"]),
  ];
  assertEquals(
    saves(told).flatMap(({ changes }) =>
      changes.flatMap((change) => change.type === "answered" ? [change.answers.ids] : [])
    ),
    [toTextBatch(["a1", "a2"]), toTextBatch(["a3"])],
  );
});

Deno.test("room: saves no answer for a text without recipients", () => {
  const room = roomWithStore();
  room.seat("ola");
  assertEquals(changes(room.say("ola", ["a1", "en"])), []);
});
