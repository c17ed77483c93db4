import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { toTextBatch } from "../../../actors/encoding/text_batch.ts";
import { added, inBlocks, itemsIn } from "../../../actors/room/chunked_list.ts";
import {
  acknowledge,
  emptyLog,
  entryAfter,
  entryOf,
  type LogEntry,
  type MessageLog,
} from "../../../actors/room/message_log.ts";
import { deepFreeze } from "../../support/deep_freeze.ts";
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

Deno.test("room: tells the sender what the other has, each number once", () => {
  const room = talk("ola", "kari");
  room.say("ola", ["a1", "en"], ["a2", "to"], ["a3", "tre"]);
  assertEquals(delivered(room.ack("kari", 4), "ola"), [3, 4]);
  assertEquals(room.ack("kari", 4), []);
  assertEquals(room.ack("kari", 3), []);
  assertEquals(delivered(room.ack("kari", 5), "ola"), [5]);
  assertEquals(room.ack("kari", 5), []);
});

Deno.test("room: believes nobody to have what was not said yet", () => {
  const room = talk("ola", "kari");
  room.ack("kari", 99);
  room.say("ola", ["a1", "en"]);
  assertEquals(kept(room), [[3, 3]]);
  assertEquals(delivered(room.ack("kari", 3), "ola"), [3]);
});

Deno.test("room: tells of texts that are delivered together, together", () => {
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

Deno.test("room: takes a text as delivered when the last of three has it", () => {
  const room = talk("ola", "kari", "per");
  room.say("ola", ["a1", "en"], ["a2", "to"]);
  assertEquals(room.ack("kari", 5), []);
  assertEquals(delivered(room.ack("per", 4), "ola"), [4]);
  assertEquals(delivered(room.ack("per", 5), "ola"), [5]);
});

Deno.test("room: tells those who said something of their own texts only", () => {
  const room = talk("ola", "kari", "per");
  room.say("ola", ["a1", "en"]);
  room.say("kari", ["a1", "to"]);
  room.ack("ola", 5);
  const told = room.ack("per", 5);
  assertEquals([delivered(told, "ola"), delivered(told, "kari")], [[], [5]]);
  assertEquals(delivered(room.ack("kari", 4), "ola"), [4]);
});

Deno.test("room: a text that was for one who left is never delivered, later ones are", () => {
  const room = talk("ola", "kari", "per");
  room.say("ola", ["a1", "en"]);
  room.leave("per");
  room.say("ola", ["a2", "to"]);
  assertEquals(delivered(room.ack("kari", 6), "ola"), [6]);
});

Deno.test("room: keeps nothing that was only for one who left", () => {
  const room = talk("ola", "kari", "per");
  room.say("ola", ["a1", "en"]);
  room.ack("kari", 4);
  assertEquals(kept(room), [[4, 4]]);
  room.leave("per");
  assertEquals(kept(room), [[5, 5]], "but that it left");
});

Deno.test("room: tells nobody for a sender who left, and keeps on for the others what it said", () => {
  const room = talk("ola", "kari");
  room.say("ola", ["a1", "en"]);
  room.leave("ola");
  assertEquals(kept(room), [[3, 3], [4, 4]]);
  room.seat("per");
  assertEquals(gist(room.ack("kari", 5)), []);
  assertEquals(kept(room), []);
});

Deno.test("room: keeps nothing that is for nobody", () => {
  const room = talk("ola");
  room.say("ola", ["a1", "en"]);
  assertEquals(kept(room), []);
});

Deno.test("room: keeps of texts that were said together those that are not delivered", () => {
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

Deno.test("room: weighs what is left of texts for those who have not got it, and for no other", () => {
  const room = talk("ola", "kari", "per", "siv");
  room.say("ola", ["a1", "en"], ["a2", "to"], ["a3", "tre"]);
  room.ack("siv", 7);
  room.ack("per", 6);
  room.ack("kari", 5);
  const left = itemsIn(room.state.kept)[0]?.fact.weight;
  assertEquals(kept(room), [[6, 7]]);
  assertEquals(["kari", "per", "siv"].map((who) => owed(room, who)), [left, left, 0]);
});

Deno.test("room: does not cut what is large text by text", () => {
  const room = talk("ola", "kari");
  room.say("ola", ...Array.from({ length: 200 }, (_, i) => [`a${1_000 + i}`, "hei"] as const));
  room.ack("kari", 101);
  assertEquals(kept(room), [[3, 202]]);
  assertEquals(delivered(room.told, "ola").length, 99);
  room.ack("kari", 102);
  assertEquals(kept(room), [[103, 202]]);
  assertEquals(delivered(room.told, "ola").length, 100);
});

Deno.test("room: a plain client has what has left for it", () => {
  const room = new TestRoom();
  room.seat("ola");
  room.seatPlain("kari");
  room.say("ola", ["a1", "en"], ["a2", "to"]);
  assertEquals(delivered(room.taken("kari", 400, 3), "ola"), [3]);
  assertEquals(delivered(room.taken("kari", 400, 4), "ola"), [4]);
});

Deno.test("room: what has left for a framed client, it has not yet", () => {
  const room = talk("ola", "kari");
  room.say("ola", ["a1", "en"]);
  assertEquals(room.taken("kari", 400, 3), []);
  assertEquals(kept(room), [[3, 3]]);
});

const SEATS = ["b", "c", "d"];
const step = fc.oneof(
  fc.record({ sender: fc.constantFrom("a", "e"), count: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ seat: fc.constantFrom(...SEATS), seq: fc.nat(60) }),
);

/** An entry with texts from `first` on. */
function texts(sender: string, first: number, count: number): LogEntry {
  const ids = toTextBatch(Array.from({ length: count }, (_, i) => `${first + i}`));
  const about = { from: { id: sender, name: sender }, at: 0, first, count, weight: 200 * count };
  return entryOf({ type: "said", ids, texts: ids, ...about }, SEATS);
}

Deno.test("kept: each text is delivered once, when all have it, and then no longer kept", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40, size: "max" }), (steps) => {
      const said: { sender: string; waitsFor: Set<string> }[] = [];
      const acked = new Map(SEATS.map((seat) => [seat, -1]));
      let kept: MessageLog = emptyLog;
      for (const step of steps) {
        if ("sender" in step) {
          kept = added(kept, texts(step.sender, said.length, step.count));
          for (let i = 0; i < step.count; i++) {
            said.push({ sender: step.sender, waitsFor: new Set(SEATS) });
          }
          continue;
        }
        const from = acked.get(step.seat) ?? -1;
        const to = Math.max(from, Math.min(step.seq, said.length - 1));
        const expected = said.flatMap(({ sender, waitsFor }, seq) => {
          const acks = seq <= to && waitsFor.delete(step.seat);
          return acks && waitsFor.size === 0 ? [`${sender}${seq}`] : [];
        });
        const answer = acknowledge(
          deepFreeze(kept),
          step.seat,
          { from, to },
          (seat) => acked.get(seat) ?? -1,
        );
        acked.set(step.seat, to);
        kept = answer.kept;
        const told = answer.delivered.flatMap(({ sender, first, last }) =>
          Array.from({ length: last - first + 1 }, (_, i) => `${sender}${first + i}`)
        );
        assertEquals(told, expected);
        const waiting = said.flatMap(({ waitsFor }, seq) => waitsFor.size > 0 ? [seq] : []);
        assertEquals(
          itemsIn(kept).flatMap(({ first, last }) =>
            Array.from({ length: last - first + 1 }, (_, i) => first + i)
          ),
          waiting,
        );
      }
    }),
    { numRuns: 150 },
  );
});

Deno.test("kept: what comes next for somebody is the first of it that is for them", () => {
  const entry = fc.record({ count: fc.integer({ min: 1, max: 3 }), waitsFor: fc.subarray(SEATS) });
  const entries = fc.array(entry, { maxLength: 300, size: "max" });
  fc.assert(
    fc.property(entries, fc.integer({ min: -1, max: 600 }), (given, seq) => {
      let kept: MessageLog = emptyLog;
      let next = 0;
      for (const { count, waitsFor } of given) {
        kept = added(kept, entryOf(texts("a", next, count).fact, waitsFor));
        next += count;
      }
      for (const seat of SEATS) {
        const expected = itemsIn(kept).find((one) => one.last > seq && one.waitsFor.includes(seat));
        assertStrictEquals(entryAfter(kept, seat, seq), expected);
      }
    }),
    { numRuns: 30 },
  );
});

Deno.test("kept: one who acks text by text beside one who does not leaves no crumbs", () => {
  let kept = inBlocks([texts("a", 0, 50)]);
  for (let to = 0; to < 49; to++) {
    kept = acknowledge(kept, "b", { from: to - 1, to }, () => -1).kept;
    assertEquals(itemsIn(kept).length, 1);
  }
});
