import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { fromTextBatch, toTextBatch } from "../../../actors/encoding/text_batch.ts";
import {
  type Answer,
  answerAll,
  type AnsweredIds,
  answersSince,
  listAnswers,
  noAnswers,
  REMEMBERED,
} from "../../../actors/room/answered_ids.ts";
import { deepFreeze } from "../../support/deep_freeze.ts";

const AT = Date.UTC(2026, 10, 23);

/** Answers a batch, the first fresh one with `seq`. */
function give(answers: AnsweredIds, ids: readonly string[], seq: number) {
  return answerAll(answers, toTextBatch(ids), { seq, at: AT + seq, to: 1 });
}

/** Answers that remember so many ids, each batch with its own. */
function filled(batches: number, size: number, idOf: (n: number) => string): AnsweredIds {
  let answers = noAnswers;
  for (let first = 0; first < batches * size; first += size) {
    const ids = Array.from({ length: size }, (_, i) => idOf(first + i));
    answers = give(answers, ids, first).answers;
  }
  return answers;
}

/** Which of these are remembered. */
function remembered(answers: AnsweredIds, ids: readonly string[]): readonly string[] {
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

Deno.test("answered ids: give an id one answer, whatever batches it comes in", () => {
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

Deno.test("answered ids: a new version leaves the old one as it was", () => {
  const before = give(noAnswers, ["b", "a"], 1).answers;
  const one = give(before, ["c"], 3);
  const other = give(before, ["c"], 7);
  assertEquals(give(one.answers, ["c"], 9).repeats, [["c", { seq: 3, at: AT + 3, to: 1 }]]);
  assertEquals(give(other.answers, ["c"], 9).repeats, [["c", { seq: 7, at: AT + 7, to: 1 }]]);
  assertEquals(give(before, ["c"], 9).repeats, []);
});

for (const [kind, idOf] of [["counted", counted], ["scattered", scattered]] as const) {
  for (const size of [1, 32, 100, 5_000]) {
    Deno.test(`answered ids: remember the last ${REMEMBERED} ${kind} ids in batches of ${size}`, () => {
      const batches = Math.ceil(3 * REMEMBERED / size);
      const ids = Array.from({ length: batches * size }, (_, n) => idOf(n));
      const answers = filled(batches, size, idOf);
      assertEquals(remembered(answers, ids.slice(-REMEMBERED)), ids.slice(-REMEMBERED));
      const count = listAnswers(answers).reduce((sum, { count }) => sum + count, 0);
      assert(count <= 2 * REMEMBERED + 2 * size + 128, `${count} ids`);
    });
  }
}

Deno.test("answered ids: a table made of the listed runs remembers the same", () => {
  const answers = filled(30, 100, scattered);
  const runs = listAnswers(answers);
  const again = runs.reduce(
    (all, { ids, first, at, to }) => answerAll(all, ids, { seq: first, at, to }).answers,
    noAnswers,
  );
  assertEquals(listAnswers(again), runs);
});

Deno.test("answered ids: lists what came since an earlier version, in runs", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 150 })), fc.nat(), (sizes, n) => {
      const versions = [{ answers: noAnswers, seq: 0 }];
      for (const size of sizes) {
        const { answers, seq } = versions.at(-1)!;
        const ids = Array.from({ length: size }, (_, i) => scattered(seq + i));
        versions.push({ answers: give(answers, ids, seq + 1).answers, seq: seq + size });
      }
      const before = versions[n % versions.length]!;
      const now = versions.at(-1)!;
      const listed = answersSince(before.answers, before.seq, now.answers)
        .flatMap(({ ids }) => fromTextBatch(ids));
      const expected = Array.from(
        { length: now.seq - before.seq },
        (_, i) => scattered(before.seq + i),
      );
      assertEquals(listed, expected);
    }),
  );
});
