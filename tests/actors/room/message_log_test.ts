import { assert, assertEquals } from "@std/assert";
import { toTextBatch } from "../../../actors/encoding/text_batch.ts";
import { itemsIn } from "../../../actors/room/chunked_list.ts";
import { TestRoom } from "../../support/fakes/test_room.ts";
import { delivered, gist, heard } from "../../support/fakes/told.ts";

function talk(...people: string[]): TestRoom {
  const room = new TestRoom({ capacity: people.length });
  room.seat(...people);
  for (const who of people) room.ack(who, room.state.seq);
  return room;
}

/** Numbers of what is kept. */
function kept(room: TestRoom): readonly (readonly [first: number, last: number])[] {
  return itemsIn(room.state.kept).map(({ first, last }) => [first, last]);
}

/** What somebody owes. */
function owed(room: TestRoom, who: string): number | undefined {
  return room.state.seats.find(({ name }) => name === who)?.owed;
}

Deno.test("room: reports each number as delivered once", () => {
  const room = talk("ola", "kari");
  room.say("ola", ["a1", "en"], ["a2", "to"], ["a3", "tre"]);
  assertEquals(delivered(room.ack("kari", 4), "ola"), [3, 4]);
  assertEquals(room.ack("kari", 4), []);
  assertEquals(room.ack("kari", 3), []);
  assertEquals(delivered(room.ack("kari", 5), "ola"), [5]);
  assertEquals(room.ack("kari", 5), []);
});

Deno.test("room: ignores an ack for numbers that it has not sent", () => {
  const room = talk("ola", "kari");
  room.ack("kari", 99);
  room.say("ola", ["a1", "en"]);
  assertEquals(kept(room), [[3, 3]]);
  assertEquals(delivered(room.ack("kari", 3), "ola"), [3]);
});

Deno.test("room: reports texts of one ack as one range", () => {
  const room = talk("ola", "kari");
  room.say("ola", ["a1", "en"]);
  room.say("ola", ["a2", "to"], ["a3", "tre"]);
  room.say("kari", ["b1", "fire"]);
  room.say("ola", ["a4", "fem"]);
  assertEquals(heard(room.ack("kari", 7), "ola", "delivered"), [
    { type: "delivered", first: 3, last: 5 },
    { type: "delivered", first: 7, last: 7 },
  ]);
});

Deno.test("room: reports a text as delivered after the last of three acks", () => {
  const room = talk("ola", "kari", "per");
  room.say("ola", ["a1", "en"], ["a2", "to"]);
  assertEquals(room.ack("kari", 5), []);
  assertEquals(delivered(room.ack("per", 4), "ola"), [4]);
  assertEquals(delivered(room.ack("per", 5), "ola"), [5]);
});

Deno.test("room: reports deliveries only to the sender of the text", () => {
  const room = talk("ola", "kari", "per");
  room.say("ola", ["a1", "en"]);
  room.say("kari", ["a1", "to"]);
  room.ack("ola", 5);
  const told = room.ack("per", 5);
  assertEquals([delivered(told, "ola"), delivered(told, "kari")], [[], [5]]);
  assertEquals(delivered(room.ack("kari", 4), "ola"), [4]);
});

Deno.test("room: never reports a text as delivered if a recipient left", () => {
  const room = talk("ola", "kari", "per");
  room.say("ola", ["a1", "en"]);
  room.leave("per");
  room.say("ola", ["a2", "to"]);
  assertEquals(delivered(room.ack("kari", 6), "ola"), [6]);
});

Deno.test("room: drops texts that only a departed client lacked", () => {
  const room = talk("ola", "kari", "per");
  room.say("ola", ["a1", "en"]);
  room.ack("kari", 4);
  assertEquals(kept(room), [[4, 4]]);
  room.leave("per");
  assertEquals(kept(room), [[5, 5]], "but that it left");
});

Deno.test("room: keeps the texts of a departed sender, and reports no delivery", () => {
  const room = talk("ola", "kari");
  room.say("ola", ["a1", "en"]);
  room.leave("ola");
  assertEquals(kept(room), [[3, 3], [4, 4]]);
  room.seat("per");
  assertEquals(gist(room.ack("kari", 5)), []);
  assertEquals(kept(room), []);
});

Deno.test("room: keeps no text without a recipient", () => {
  const room = talk("ola");
  room.say("ola", ["a1", "en"]);
  assertEquals(kept(room), []);
});

Deno.test("room: keeps only the undelivered part of a batch", () => {
  const room = talk("ola", "kari");
  room.say("ola", ["a1", "en"], ["a2", "to"], ["a3", "tre"]);
  const [said] = heard(room.told, "kari", "said");
  assert(said !== undefined);
  room.ack("kari", 4);
  const weight = Math.ceil(said.weight / 3);
  const left = {
    first: 5,
    count: 1,
    ids: toTextBatch(["a3"]),
    texts: toTextBatch(["tre"]),
    weight,
  };
  assertEquals(itemsIn(room.state.kept).map(({ fact }) => fact), [{ ...said, ...left }]);
  assertEquals(owed(room, "kari"), weight);
});

Deno.test("room: counts the rest of a batch only for clients that lack it", () => {
  const room = talk("ola", "kari", "per", "siv");
  room.say("ola", ["a1", "en"], ["a2", "to"], ["a3", "tre"]);
  room.ack("siv", 7);
  room.ack("per", 6);
  room.ack("kari", 5);
  const left = itemsIn(room.state.kept)[0]?.fact.weight;
  assertEquals(kept(room), [[6, 7]]);
  assertEquals(["kari", "per", "siv"].map((who) => owed(room, who)), [left, left, 0]);
});

Deno.test("room: cuts a large batch in half, not text by text", () => {
  const room = talk("ola", "kari");
  room.say("ola", ...Array.from({ length: 200 }, (_, i) => [`a${1_000 + i}`, "hei"] as const));
  room.ack("kari", 101);
  assertEquals(kept(room), [[3, 202]]);
  assertEquals(delivered(room.told, "ola").length, 99);
  room.ack("kari", 102);
  assertEquals(kept(room), [[103, 202]]);
  assertEquals(delivered(room.told, "ola").length, 100);
});

Deno.test("room: takes written texts as received by a plain client", () => {
  const room = new TestRoom();
  room.seat("ola");
  room.seatPlain("kari");
  room.say("ola", ["a1", "en"], ["a2", "to"]);
  assertEquals(delivered(room.taken("kari", 400, 3), "ola"), [3]);
  assertEquals(delivered(room.taken("kari", 400, 4), "ola"), [4]);
});

Deno.test("room: does not take written texts as received by a framed client", () => {
  const room = talk("ola", "kari");
  room.say("ola", ["a1", "en"]);
  assertEquals(room.taken("kari", 400, 3), []);
  assertEquals(kept(room), [[3, 3]]);
});
