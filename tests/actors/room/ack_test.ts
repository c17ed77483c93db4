/**
 * Which numbers a client may say to have, or to have read, and which of its words are news.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { TestRoom } from "../../support/fakes/test_room.ts";
import { delivered, gist, handed, heard, type Told } from "../../support/fakes/told.ts";
import { WINDOW } from "../../../actors/room/flow_control.ts";

function talk(...people: string[]): TestRoom {
  const room = new TestRoom({ capacity: people.length });
  room.seat(...people);
  return room;
}

/** What somebody is told who says to have what it cannot. */
function neverSent(to: string): readonly Told[] {
  return [{ to, message: { type: "neverSent" } }];
}

/**
 * Two; the first has said eight quarters of a window, with the numbers from 3 on, of which the
 * second was handed all.
 */
function afterTwoWindows(): TestRoom {
  const room = talk("ola", "kari");
  for (let i = 0; i < 8; i++) {
    room.sayHeavy("ola", `a${i}`, WINDOW / 4);
    if (i === 3) room.taken("kari", Infinity, 6);
  }
  assertEquals(handed(room.told, "kari"), [3, 4, 5, 6, 7, 8, 9, 10]);
  return room;
}

for (const word of ["ack", "read"] as const) {
  Deno.test(`room: answers \`${word}\` of an unsent number with neverSent, and takes the next`, () => {
    const room = talk("ola", "kari");
    room.say("ola", ["a1", "hei"]);
    const { state } = room;
    for (const seq of [4, 99]) assertEquals(room[word]("kari", seq), neverSent("kari"));
    assert(room.state === state, "nothing came of it");
    const type = { ack: "delivered", read: "read" }[word];
    assertEquals(gist(room[word]("kari", 3)), [`ola: ${type}`]);
  });

  Deno.test(`room: takes no \`${word}\` of what still waits for its turn`, () => {
    const room = talk("ola", "kari");
    for (let i = 0; i < 5; i++) room.sayHeavy("ola", `a${i}`, WINDOW / 4);
    assertEquals(room[word]("kari", 7), neverSent("kari"));
    assertEquals(handed(room.taken("kari", WINDOW, 6), "kari"), [7]);
    assertEquals(gist(room[word]("kari", 7)).length, 1);
    assertEquals(heard(room.told, "kari", "neverSent").length, 1);
  });

  Deno.test(`room: takes \`${word}\` of what it welcomed somebody with`, () => {
    const room = new TestRoom({ capacity: 3 });
    room.seat("ola", "kari");
    room.seatPlain("siv");
    room.introduce("siv", "Siv");
    for (const who of ["kari", "siv"]) {
      const { seq = NaN } = heard(room.told, who, "welcome").at(-1) ?? {};
      assertEquals(heard(room[word](who, seq), who, "neverSent"), []);
    }
    assertEquals(room[word]("siv", room.state.seq + 1), neverSent("siv"));
  });

  Deno.test(`room: who comes back may say \`${word}\` of what it had over an older connection`, () => {
    const room = afterTwoWindows();
    assertEquals(handed(room.resume("kari2", "kari", 3), "kari2"), [4, 5, 6, 7]);
    assertEquals(room[word]("kari2", 11), neverSent("kari2"));
    const told = room[word]("kari2", 10);
    const heardOf = { ack: delivered(told, "ola"), read: heard(told, "ola", "read") }[word];
    assertEquals(heardOf.length, { ack: 7, read: 1 }[word]);
  });
}

Deno.test("room: takes no `ack` of what waits for one that turned out to speak frames only now", () => {
  const room = new TestRoom();
  room.seat("ola");
  room.seatPlain("siv");
  for (let i = 0; i < 5; i++) room.sayHeavy("ola", `a${i}`, WINDOW / 4);
  const [welcome] = heard(room.introduce("siv", "Siv"), "siv", "welcome");
  assertEquals([welcome?.seq, room.state.seq], [6, 8]);
  assertEquals(room.ack("siv", 7), neverSent("siv"));
  assertEquals(room.ack("siv", 6), []);
});

Deno.test("room: an `ack` that is no news changes nothing", () => {
  const room = talk("ola", "kari");
  room.say("ola", ["a1", "en"], ["a2", "to"]);
  room.ack("kari", 4);
  const { state } = room;
  for (const seq of [4, 3, 0]) assertEquals(room.ack("kari", seq), []);
  assert(room.state === state);
});

Deno.test("room: passes on what somebody has read once, and nothing that was read before it", () => {
  const room = talk("ola", "kari", "per");
  room.say("ola", ["a1", "en"], ["a2", "to"]);
  assertEquals(gist(room.read("kari", 4)), ["ola: read", "per: read"]);
  assertEquals(gist(room.read("kari", 5)), ["ola: read", "per: read"]);
  const { state } = room;
  for (const seq of [5, 4, 0]) assertEquals(room.read("kari", seq), []);
  assert(room.state === state);
  assertEquals(gist(room.read("per", 4)), ["ola: read", "kari: read"], "of another it is news");
});

Deno.test("room: passes on again what one that came back has read: who was away has missed it", () => {
  const room = talk("ola", "kari");
  room.say("ola", ["a1", "en"]);
  room.leave("ola", "lost");
  assertEquals(room.read("kari", 3), []);
  room.resume("ola2", "ola", 2);
  room.resume("kari2", "kari", 3);
  assertEquals(gist(room.read("kari2", 3)), ["ola2: read"]);
});
