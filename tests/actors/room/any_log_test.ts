import { assertEquals, assertStrictEquals } from "@std/assert";
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

Deno.test("message log: delivers each text once, after all acks, and then drops it", () => {
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

Deno.test("message log: finds the next entry for a seat", () => {
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

Deno.test("message log: stays in one piece when one client acks text by text", () => {
  let kept = inBlocks([texts("a", 0, 50)]);
  for (let to = 0; to < 49; to++) {
    kept = acknowledge(kept, "b", { from: to - 1, to }, () => -1).kept;
    assertEquals(itemsIn(kept).length, 1);
  }
});
