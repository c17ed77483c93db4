/**
 * When what is said is accepted, where it is to outlive the server.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { fromTextBatch, toTextBatch } from "../../../actors/encoding/text_batch.ts";
import { addressOf } from "../../support/fakes/addresses.ts";
import { STORE, TestRoom } from "../../support/fakes/test_room.ts";
import { gist, heard, saves, type Told } from "../../support/fakes/told.ts";

/**
 * These sit together, in a room with a store that has kept all of it so far and was sent nothing
 * just now.
 */
function talk(...people: string[]): TestRoom {
  const room = new TestRoom({ capacity: 4, store: addressOf(STORE) });
  room.seat(...people);
  for (const who of people) room.ack(who, room.state.seq);
  room.stored();
  return room;
}

/** The same, but the store has just failed. */
function withoutStore(...people: string[]): TestRoom {
  const room = talk(...people);
  room.unstored();
  return room;
}

/** What somebody hears of what it said: `accepted a1 a2`, `delivered 3-4`. */
function answers(told: readonly Told[], who: string): readonly string[] {
  return heard(told, who, "accepted", "unsafe", "delivered").map((answer) =>
    answer.type === "delivered"
      ? `delivered ${answer.first}-${answer.last}`
      : [answer.type, ...fromTextBatch(answer.ids)].join(" ")
  );
}

Deno.test("room: accepts what is said once the store has it", () => {
  const room = talk("ola", "kari");
  const told = room.say("ola", ["a1", "en"], ["a2", "to"]);
  assertEquals(gist(told), ["kari: said", "store: save"]);
  const at = room.now;
  room.now += 5;
  assertEquals(room.stored(), [{
    to: "ola",
    message: { type: "accepted", ids: toTextBatch(["a1", "a2"]), first: 3, at, to: 1 },
  }]);
});

Deno.test("room: accepts a repeated id in one message only after the save", () => {
  const room = talk("ola", "kari");
  const told = room.say("ola", ["a1", "en"], ["a1", "en"], ["a2", "to"]);
  assertEquals(gist(told), ["kari: said", "store: save"]);
  assertEquals(answers(room.stored(), "ola"), ["accepted a1 a2"]);
  assertEquals(answers(room.say("ola", ["a1", "en"]), "ola"), ["accepted a1"]);
});

Deno.test("room: accepts saved texts in order, and no others", () => {
  const room = talk("ola", "kari");
  room.say("ola", ["a1", "en"]);
  const [save] = saves(room.say("ola", ["a2", "to"]));
  room.say("ola", ["a3", "tre"]);
  assertEquals(answers(room.stored(save?.upTo), "ola"), ["accepted a1", "accepted a2"]);
  assertEquals(answers(room.stored(), "ola"), ["accepted a3"]);
});

Deno.test("room: reports no delivery before the text is accepted", () => {
  const room = talk("ola", "kari");
  room.say("ola", ["a1", "en"], ["a2", "to"]);
  room.say("ola", ["a3", "tre"]);
  assertEquals(answers(room.ack("kari", 4), "ola"), []);
  room.ack("kari", 5);
  const told = answers(room.stored(), "ola");
  assertEquals(told, ["accepted a1 a2", "delivered 3-4", "accepted a3", "delivered 5-5"]);
});

Deno.test("room: reports delivery of an accepted text at once", () => {
  const room = talk("ola", "kari");
  room.say("ola", ["a1", "en"]);
  room.stored();
  room.say("ola", ["a2", "to"]);
  assertEquals(answers(room.ack("kari", 4), "ola"), ["delivered 3-3"]);
  assertEquals(answers(room.stored(), "ola"), ["accepted a2", "delivered 4-4"]);
});

Deno.test("room: reports a delivery while another sender's text is pending", () => {
  const room = talk("ola", "kari", "per");
  room.say("ola", ["a1", "en"]);
  room.stored();
  room.say("per", ["b1", "to"]);
  room.ack("per", 4);
  assertEquals(answers(room.ack("kari", 5), "ola"), ["delivered 4-4"]);
});

Deno.test("room: accepts at once when no saved seat is a recipient", () => {
  const room = talk("ola");
  assertEquals(answers(room.say("ola", ["a1", "en"]), "ola"), ["accepted a1"]);
  room.seatPlain("kari");
  assertEquals(answers(room.say("ola", ["a2", "to"]), "ola"), ["accepted a2"]);
  room.seat("per");
  assertEquals(answers(room.say("ola", ["a3", "tre"]), "ola"), []);
});

Deno.test("room: answers an id once that comes again before it is accepted", () => {
  const room = talk("ola", "kari");
  room.say("ola", ["a1", "en"]);
  assertEquals(gist(room.say("ola", ["a1", "en"])), []);
  assertEquals(answers(room.stored(), "ola"), ["accepted a1"]);
  assertEquals(answers(room.say("ola", ["a1", "en"]), "ola"), ["accepted a1"]);
});

Deno.test("room: accepts to the session that its sender has by then", () => {
  const room = talk("ola", "kari");
  room.say("ola", ["a1", "en"]);
  room.resume("ola2", "ola", 2);
  assertEquals(gist(room.stored()), ["ola2: accepted"]);
});

Deno.test("room: sends no acceptance to a sender that is gone", () => {
  const room = talk("ola", "kari", "per");
  room.say("ola", ["a1", "en"]);
  room.say("per", ["a1", "to"]);
  room.leave("ola", "lost");
  room.leave("per");
  assertEquals(room.state.pending.map(({ sender }) => sender), ["m1"]);
  assertEquals(gist(room.stored()), []);
  assertEquals(answers(room.resume("ola2", "ola", 2), "ola2"), []);
  assertEquals(answers(room.say("ola2", ["a1", "en"]), "ola2"), ["accepted a1"]);
});

Deno.test("room: tells once what the store could not keep, and accepts it when it can", () => {
  const room = talk("ola", "kari");
  room.say("ola", ["a1", "en"]);
  room.say("ola", ["a2", "to"]);
  assertEquals(answers(room.unstored(), "ola"), ["unsafe a1", "unsafe a2"]);
  assertEquals(gist(room.pass(999)), []);
  assertEquals(gist(room.pass(1)), ["store: save"]);
  assertEquals(gist(room.unstored()), [], "it was told already");
  room.pass(1_000);
  assertEquals(answers(room.stored(), "ola"), ["accepted a1", "accepted a2"]);
});

Deno.test("room: tells once what comes in several answers of a store that fails", () => {
  const room = talk("ola", "kari");
  const [first] = saves(room.say("ola", ["a1", "en"]));
  room.say("ola", ["a2", "to"]);
  assertEquals(answers(room.unstored(first?.upTo), "ola"), ["unsafe a1"]);
  assertEquals(answers(room.unstored(), "ola"), ["unsafe a2"]);
  assertEquals(saves(room.pass(5_000)).length, 1);
});

Deno.test("room: does not believe what the store kept behind what it could not keep", () => {
  const room = talk("ola", "kari");
  const [first] = saves(room.say("ola", ["a1", "en"]));
  room.say("ola", ["a2", "to"]);
  room.unstored(first?.upTo);
  assertEquals(gist(room.stored()), []);
  room.pass(1_000);
  assertEquals(answers(room.stored(), "ola"), ["accepted a1", "accepted a2"]);
});

Deno.test("room: goes on waiting for the whole that it sent, when what went before is not kept", () => {
  const room = talk("ola", "kari");
  const [first] = saves(room.say("ola", ["a1", "en"]));
  assertEquals(gist(room.take({ type: "saveAnew" })), ["store: save"]);
  assertEquals(answers(room.unstored(first?.upTo), "ola"), ["unsafe a1"]);
  assertEquals(room.timers, []);
  assertEquals(answers(room.stored(), "ola"), ["accepted a1"]);
});

Deno.test("room: accepts, while the store fails, what all have", () => {
  const room = withoutStore("ola", "kari");
  assertEquals(gist(room.say("ola", ["a1", "en"], ["a2", "to"])), ["kari: said"]);
  assertEquals(gist(room.ack("kari", 3)), []);
  assertEquals(answers(room.ack("kari", 4), "ola"), ["accepted a1 a2", "delivered 3-4"]);
});

Deno.test("room: accepts what all have already, when the store fails", () => {
  const room = talk("ola", "kari");
  room.say("ola", ["a1", "en"]);
  room.say("ola", ["a2", "to"]);
  room.ack("kari", 3);
  const told = answers(room.unstored(), "ola");
  assertEquals(told, ["unsafe a2", "accepted a1", "delivered 3-3"]);
});

Deno.test("room: sends the store, once it is well, what was said while the whole was on its way", () => {
  const room = withoutStore("ola", "kari");
  room.pass(1_000);
  assertEquals(gist(room.say("ola", ["a1", "en"])), ["kari: said"]);
  assertEquals(gist(room.stored()), ["store: save"]);
  assertEquals(answers(room.stored(), "ola"), ["accepted a1"]);
});

Deno.test("room: accepts texts without remaining recipients after the store recovers", () => {
  const room = withoutStore("ola", "kari", "per");
  room.pass(1_000);
  const seq = room.state.seq;
  room.seatPlain("siv");
  room.say("ola", ["a1", "en"]);
  room.leave("siv");
  for (const who of ["ola", "kari", "per"]) room.ack(who, seq + 3);
  room.stored();
  assertEquals(answers(room.stored(), "ola"), ["accepted a1"]);
});
