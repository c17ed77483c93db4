import { assert, assertEquals } from "@std/assert";
import { fromTextBatch, toTextBatch } from "../../../actors/encoding/text_batch.ts";
import { addressOf } from "../../support/fakes/addresses.ts";
import { JOURNAL, TestRoom } from "../../support/fakes/test_room.ts";
import { gist, heard, type Told } from "../../support/fakes/told.ts";

const OLA = { id: "m1", name: "ola" };

function talk(capacity = 2): TestRoom {
  const room = new TestRoom({ capacity });
  room.seat("ola", "kari");
  return room;
}

/** What it weighs is the room's to say; never less than its letters. */
function weightOf(told: readonly Told[]): number {
  const [heavy] = told.flatMap(({ message }) => "weight" in message ? [message] : []);
  assert(heavy !== undefined && heavy.weight >= 12);
  return heavy.weight;
}

Deno.test("room: numbers what is said, answers who said it, and tells the others", () => {
  const room = talk();
  const told = room.say("ola", ["a1", "hei"], ["a2", "på deg\n!"]);
  const at = room.now;
  assertEquals(heard(told, "ola", "accepted"), [
    { type: "accepted", ids: toTextBatch(["a1", "a2"]), first: 3, at, to: 1 },
  ]);
  const texts = toTextBatch(["hei", "på deg\n!"]);
  const weight = weightOf(told);
  assertEquals(heard(told, "kari", "said"), [{
    type: "said",
    from: OLA,
    at,
    first: 3,
    count: 2,
    ids: toTextBatch(["a1", "a2"]),
    texts,
    weight,
  }]);
  assertEquals(gist(told), ["ola: accepted", "kari: said"]);
  assertEquals(heard(room.say("kari", ["a1", "hallo"]), "ola", "said")[0]?.first, 5);
});

Deno.test("room: numbers lines, and answers nobody", () => {
  const room = talk();
  const told = room.sayLines("ola", "ola: hei", "du");
  assertEquals(gist(told), ["kari: saidLines"]);
  assertEquals(heard(told, "kari", "saidLines"), [{
    type: "saidLines",
    from: OLA,
    at: room.now,
    first: 3,
    count: 2,
    lines: "ola: hei\ndu\n",
    weight: weightOf(told),
  }]);
  assertEquals(room.state.seq, 4);
});

Deno.test("room: tells how many seats will get it", () => {
  const room = new TestRoom({ capacity: 3 });
  const to = (id: string) => heard(room.say("ola", [id, "hei"]), "ola", "accepted")[0]?.to;
  room.seat("ola");
  assertEquals(to("a1"), 0);
  room.seat("kari");
  assertEquals(to("a2"), 1);
  room.seat("per");
  assertEquals(to("a3"), 2);
  room.leave("kari");
  assertEquals(to("a4"), 1);
});

Deno.test("room: a new seat gets only what is said after it sat down", () => {
  const room = new TestRoom();
  room.seat("ola");
  room.say("ola", ["a1", "før"]);
  room.seat("kari");
  room.say("ola", ["a2", "etter"]);
  assertEquals(heard(room.told, "kari", "welcome")[0]?.seq, 3);
  const said = heard(room.told, "kari", "said");
  assertEquals(said.map(({ first, texts }) => [first, texts]), [[4, toTextBatch(["etter"])]]);
});

Deno.test("room: gives an id seen before its answer again, and passes it on to nobody", () => {
  const room = talk();
  room.say("ola", ["a1", "en"], ["a2", "to"]);
  const at = room.now;
  room.now += 5_000;
  room.say("ola", ["a3", "tre"]);
  const told = room.say("ola", ["a2", "to, igjen"]);
  assertEquals(told.map(({ message }) => message), [
    { type: "accepted", ids: toTextBatch(["a2"]), first: 4, at, to: 1 },
  ]);
  assertEquals(room.state.seq, 5);
});

Deno.test("room: tells fresh texts from those seen before, and from their like in one batch", () => {
  const room = talk();
  room.say("ola", ["a1", "en"]);
  const told = room.say("ola", ["b", "b1"], ["a1", "-"], ["c", "c1"], ["b", "-"], ["a0", "a0"]);
  const [said] = heard(told, "kari", "said");
  assertEquals([said?.first, said?.count], [4, 3]);
  assertEquals(said?.ids, toTextBatch(["b", "c", "a0"]));
  assertEquals(said?.texts, toTextBatch(["b1", "c1", "a0"]));
  const accepted = heard(told, "ola", "accepted").flatMap(({ ids, first }) =>
    fromTextBatch(ids).map((id, i) => [id, first + i])
  );
  assertEquals(accepted, [["b", 4], ["c", 5], ["a0", 6], ["a1", 3], ["b", 4]]);
});

Deno.test("room: ids are each seat's own", () => {
  const room = talk();
  room.say("ola", ["a1", "hei"]);
  assertEquals(gist(room.say("kari", ["a1", "hallo"])), ["kari: accepted", "ola: said"]);
});

Deno.test("room: shows the host what is said where the host has asked for it, each text once", () => {
  const room = new TestRoom({ journal: addressOf(JOURNAL) });
  room.seat("ola");
  room.say("ola", ["a1", "hei"], ["a2", "du"]);
  room.say("ola", ["a1", "hei"]);
  room.sayLines("ola", "ola: en ", " ");
  assertEquals(room.told.filter(({ to }) => to === JOURNAL).map(({ message }) => message), [
    { type: "said", address: "ola:1", texts: ["ola: hei", "ola: du"] },
    { type: "said", address: "ola:1", texts: ["ola: en ", " "] },
  ]);
});
