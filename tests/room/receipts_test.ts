import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  acknowledge,
  awaitReceipt,
  noReceipts,
  type Receipts,
} from "../../actors/room/receipts.ts";
import { deepFreeze } from "../support/deep_freeze.ts";
import { heard, TestRoom, type Told } from "../support/test_room.ts";

/** Each number that `who` was told is delivered. */
function delivered(told: readonly Told[], who: string): readonly number[] {
  return heard(told, who, "delivered").flatMap(({ first, last }) =>
    Array.from({ length: last - first + 1 }, (_, i) => first + i)
  );
}

function talk(...people: string[]): TestRoom {
  const room = new TestRoom({ capacity: people.length });
  room.seat(...people);
  return room;
}

Deno.test("receipts: the sender is told what the other has, once each", () => {
  const room = talk("ola", "kari");
  room.say("ola", ["a1", "en"], ["a2", "to"], ["a3", "tre"]);
  assertEquals(delivered(room.ack("kari", 4), "ola"), [3, 4]);
  assertEquals(room.ack("kari", 4), []);
  assertEquals(room.ack("kari", 3), []);
  assertEquals(delivered(room.ack("kari", 5), "ola"), [5]);
  assertEquals(room.ack("kari", 5), []);
});

Deno.test("receipts: a text is delivered when the last of three has it", () => {
  const room = talk("ola", "kari", "per");
  room.say("ola", ["a1", "en"], ["a2", "to"]);
  assertEquals(room.ack("kari", 5), []);
  assertEquals(delivered(room.ack("per", 4), "ola"), [4]);
  assertEquals(delivered(room.ack("per", 5), "ola"), [5]);
});

Deno.test("receipts: who said what is told of one's own texts only", () => {
  const room = talk("ola", "kari", "per");
  room.say("ola", ["a1", "en"]);
  room.say("kari", ["a1", "to"]);
  room.ack("ola", 5);
  const told = room.ack("per", 5);
  assertEquals([delivered(told, "ola"), delivered(told, "kari")], [[], [5]]);
  assertEquals(delivered(room.ack("kari", 5), "ola"), [4]);
});

Deno.test("receipts: a text that was for one who left is never delivered, later ones are", () => {
  const room = talk("ola", "kari", "per");
  room.say("ola", ["a1", "en"]);
  room.leave("per");
  room.say("ola", ["a2", "to"]);
  assertEquals(delivered(room.ack("kari", 99), "ola"), [6]);
});

Deno.test("receipts: nobody is told for a sender who left", () => {
  const room = talk("ola", "kari");
  room.say("ola", ["a1", "en"]);
  room.leave("ola");
  assertEquals(room.state.receipts, noReceipts);
  room.seat("per");
  assertEquals(room.ack("kari", 99), []);
});

Deno.test("receipts: what was for nobody is not waited for", () => {
  const room = talk("ola");
  room.say("ola", ["a1", "en"]);
  assertEquals(room.state.receipts, noReceipts);
});

const SEATS = ["b", "c", "d"];
const step = fc.oneof(
  fc.record({ sender: fc.constantFrom("a", "e"), count: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ seat: fc.constantFrom(...SEATS), seq: fc.nat(60) }),
);

Deno.test("receipts: each text is delivered once, when all have acked it", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40, size: "max" }), (steps) => {
      const texts: { sender: string; waitsFor: Set<string> }[] = [];
      let receipts: Receipts = noReceipts;
      for (const step of steps) {
        if ("sender" in step) {
          const first = texts.length;
          for (let i = 0; i < step.count; i++) {
            texts.push({ sender: step.sender, waitsFor: new Set(SEATS) });
          }
          const run = { sender: step.sender, first, last: texts.length - 1, waitsFor: SEATS };
          receipts = awaitReceipt(deepFreeze(receipts), run);
          continue;
        }
        const expected = texts.flatMap(({ sender, waitsFor }, seq) => {
          const acks = seq <= step.seq && waitsFor.delete(step.seat);
          return acks && waitsFor.size === 0 ? [`${sender}${seq}`] : [];
        });
        const acked = acknowledge(deepFreeze(receipts), step.seat, step.seq);
        const told = acked.delivered.flatMap(({ sender, first, last }) =>
          Array.from({ length: last - first + 1 }, (_, i) => `${sender}${first + i}`)
        );
        assertEquals(told, expected);
        receipts = acked.receipts;
      }
    }),
    { numRuns: 150 },
  );
});

Deno.test("receipts: one who never acks does not make them grow without end", () => {
  let receipts: Receipts = noReceipts;
  for (let i = 0; i < 3_000; i++) {
    const sender = i % 2 === 0 ? "a" : "b";
    receipts = awaitReceipt(receipts, { sender, first: i, last: i, waitsFor: ["silent"] });
  }
  assertEquals(receipts.length, 1_024);
  assertEquals(receipts.at(-1)?.last, 2_999);
});

Deno.test("receipts: neither does one who acks text by text beside one who never acks", () => {
  let receipts: Receipts = noReceipts;
  for (let i = 0; i < 3_000; i++) {
    receipts = awaitReceipt(receipts, {
      sender: "a",
      first: i,
      last: i,
      waitsFor: ["b", "silent"],
    });
    if (i > 0) receipts = acknowledge(receipts, "b", i - 1).receipts;
    assert(receipts.length <= 2);
  }
});
