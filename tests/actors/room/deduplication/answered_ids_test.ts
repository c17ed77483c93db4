import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { toTextBatch } from "../../../../actors/encoding/text_batch.ts";
import { type Answer, REMEMBERED } from "../../../../actors/room/deduplication/answer.ts";
import {
  answerAll,
  type Answers,
  noAnswers,
} from "../../../../actors/room/deduplication/answered_ids.ts";
import { deepFreeze } from "../../../support/deep_freeze.ts";

const AT = Date.UTC(2026, 10, 23);

/** Answers a batch, the first fresh one with `seq`. */
function give(answers: Answers, ids: readonly string[], seq: number) {
  return answerAll(answers, toTextBatch(ids), { seq, at: AT + seq, to: 1 });
}

/** Answers that remember so many ids, each batch with its own. */
function filled(batches: number, size: number, idOf: (n: number) => string): Answers {
  let answers = noAnswers;
  for (let first = 0; first < batches * size; first += size) {
    const ids = Array.from({ length: size }, (_, i) => idOf(first + i));
    answers = give(answers, ids, first).answers;
  }
  return answers;
}

/** Which of these are remembered. */
function remembered(answers: Answers, ids: readonly string[]): readonly string[] {
  return give(answers, ids, 0).repeats.map(([id]) => id);
}

/** Ids in no order, all different. */
function scattered(n: number): string {
  // An odd factor: a different number for each.
  return `x${(Math.imul(n, 0x9e3779b1) >>> 0).toString(36).padStart(7, "0")}`;
}

const counted = (n: number) => `a${n}`;

const id = fc.oneof(fc.nat(60).map(String), fc.constantFrom("a", "A", "b1", "b10", "å", "漢", " "));
const batches = fc.array(
  fc.oneof(
    fc.array(id, { minLength: 1, maxLength: 12, size: "max" }),
    // Counted ones, as most clients send them.
    fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 12 }))
      .map(([from, count]) => Array.from({ length: count }, (_, i) => String(from + i))),
  ),
  { maxLength: 20, size: "max" },
);

Deno.test("answers: an id gets one answer, whatever batches it comes in", () => {
  fc.assert(
    fc.property(batches, (batches) => {
      const known = new Map<string, Answer>();
      let answers = noAnswers;
      for (const [i, ids] of batches.entries()) {
        const seq = 1_000 * i;
        const at = AT + seq;
        const fresh: number[] = [];
        const repeats: [string, Answer][] = [];
        for (const [place, id] of ids.entries()) {
          const before = known.get(id);
          if (before !== undefined) {
            repeats.push([id, before]);
          } else {
            known.set(id, { seq: seq + fresh.length, at, to: 1 });
            fresh.push(place);
          }
        }
        const answered = give(deepFreeze(answers), ids, seq);
        assertEquals(answered.fresh ?? ids.map((_, place) => place), fresh);
        assertEquals(answered.repeats, repeats);
        answers = answered.answers;
      }
    }),
    { numRuns: 150 },
  );
});

Deno.test("answers: are a value: what is answered later changes no earlier ones", () => {
  const before = give(noAnswers, ["b", "a"], 1).answers;
  const one = give(before, ["c"], 3);
  const other = give(before, ["c"], 7);
  assertEquals(give(one.answers, ["c"], 9).repeats, [["c", { seq: 3, at: AT + 3, to: 1 }]]);
  assertEquals(give(other.answers, ["c"], 9).repeats, [["c", { seq: 7, at: AT + 7, to: 1 }]]);
  assertEquals(give(before, ["c"], 9).repeats, []);
});

for (
  const [kind, size, idOf] of [["counted", 32, counted], ["scattered", 2_048, scattered]] as const
) {
  Deno.test(`answers: remember enough ${kind} ids, and forget beyond a bound`, () => {
    const given = 4 * REMEMBERED;
    const answers = filled(given / size, size, idOf);
    // Every so many: to look all of them up would take a second.
    const some = Array.from({ length: given / 64 }, (_, n) => idOf(64 * n));
    const enough = some.slice(-REMEMBERED / 64);
    const kept = remembered(answers, some);
    assertEquals(kept.slice(-enough.length), enough);
    assert(kept.length < some.length);
  });
}

Deno.test("answers: remember counted ids that come one at a time", () => {
  const answers = filled(2_000, 1, counted);
  const all = Array.from({ length: 2_000 }, (_, n) => counted(n));
  assertEquals(remembered(answers, all), all);
});

Deno.test("answers: a batch that comes again is looked up at once", () => {
  const ids = Array.from({ length: 1_800 }, (_, n) => counted(n));
  const { answers } = give(noAnswers, ids, 1);
  const { repeats, fresh } = give(answers, ids, 5_000);
  assertEquals(fresh, []);
  assertEquals(repeats.map(([, { seq }]) => seq), ids.map((_, n) => n + 1));
});
