import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Answer, REMEMBERED } from "../../../../actors/room/deduplication/answer.ts";
import {
  addScattered,
  listScattered,
  noScattered,
  type ScatteredAnswers,
  scatteredAnswerTo,
} from "../../../../actors/room/deduplication/hashed_ids.ts";

function answerOf(seq: number): Answer {
  return { seq, at: 0, to: 1 };
}

/** All these, one after the other, with numbers from 0 on. */
function added(ids: readonly string[]): ScatteredAnswers {
  return ids.reduce((all, id, seq) => addScattered(all, id, answerOf(seq)), noScattered);
}

/** How many of these are known, the newest first, without a gap. */
function knownOf(all: ScatteredAnswers, ids: readonly string[]): number {
  return ids.length - 1 - ids.findLastIndex((id) => scatteredAnswerTo(all, id) === undefined);
}

/** Ids with the same hash: found by trying, as whoever wants to do harm would. */
function alike(count: number): readonly string[] {
  const found: string[] = [];
  for (let n = 0; found.length < count; n++) {
    let hash = 0x811c9dc5;
    const id = `${n}`;
    for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
    if (((hash ^ hash >>> 12) & 0xfff) === 0) found.push(id);
  }
  return found;
}

Deno.test("scattered answers: are those of a map, and the older ones stay as they were", () => {
  const id = fc.oneof(fc.nat(99).map(String), fc.string({ maxLength: 3 }));
  const ids = fc.uniqueArray(id, { maxLength: 40, size: "max" });
  fc.assert(
    fc.property(ids, fc.array(id), (ids, strangers) => {
      const map = new Map<string, Answer>();
      const versions: [ScatteredAnswers, number][] = [];
      let all = noScattered;
      for (const id of ids) {
        map.set(id, answerOf(map.size));
        all = addScattered(all, id, answerOf(map.size - 1));
        versions.push([all, map.size]);
      }
      for (const id of [...ids, ...strangers]) {
        const seq = map.get(id)?.seq ?? Infinity;
        const told = versions.map(([version]) => scatteredAnswerTo(version, id)?.seq);
        assertEquals(told, versions.map(([, size]) => seq < size ? seq : undefined));
      }
      assertEquals(new Map(listScattered(all).map(({ id, answer }) => [id, answer])), map);
    }),
    { numRuns: 30 },
  );
});

Deno.test("scattered answers: as many as are to be remembered are, and not twice as many", () => {
  const ids = Array.from({ length: 3 * REMEMBERED + 100 }, (_, n) => `x${n * 7919}`);
  for (const count of [REMEMBERED, 2 * REMEMBERED - 1, 2 * REMEMBERED, ids.length]) {
    const some = ids.slice(0, count);
    const all = added(some);
    const known = listScattered(all).length;
    assertEquals(known >= Math.min(count, REMEMBERED) && known < 2 * REMEMBERED, true);
    assertEquals(knownOf(all, some), known);
  }
});

Deno.test("scattered answers: of ids that are made up to meet, the newest are found, in little time", () => {
  const ids = alike(70);
  const all = added(ids);
  assertEquals(knownOf(all, ids), 64);
  assertEquals(scatteredAnswerTo(all, ids[0] ?? ""), undefined);
});
