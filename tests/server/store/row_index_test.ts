import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { REMEMBERED } from "../../../actors/room/answered_ids.ts";
import { RoomRows } from "../../../server/store/row_index.ts";

const member = fc.constantFrom("m1", "m2");
const count = fc.constantFrom(1, 30, 700, 3_000, REMEMBERED);

const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ does: fc.constant("add" as const), member, count }) },
  { weight: 6, arbitrary: fc.record({ does: fc.constant("dropOld" as const), member }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("drop" as const), member }) },
);

Deno.test("row index: knows each row of answers until it drops it once", () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 60, size: "max" }), (steps) => {
    const rows = new RoomRows();
    const known = new Map<string, { id: number; count: number }[]>([["m1", []], ["m2", []]]);
    let id = 0;
    for (const step of steps) {
      const all = known.get(step.member) ?? [];
      if (step.does === "add") {
        rows.addAnswers(step.member, ++id, step.count);
        all.push({ id, count: step.count });
      } else {
        const dropped = step.does === "drop"
          ? rows.dropAnswers(step.member)
          : rows.dropOldAnswers(step.member);
        // The oldest go.
        assertEquals(all.splice(0, dropped.length).map(({ id }) => id), dropped);
        const left = all.reduce((sum, { count }) => sum + count, 0);
        if (step.does === "drop") assertEquals(left, 0);
        else {
          assert(dropped.length === 0 || left >= REMEMBERED, "too many were dropped");
          const [oldest] = all;
          const slack = Math.max(REMEMBERED / 16, oldest?.count ?? 0);
          assert(left < REMEMBERED + slack, "too few were dropped");
        }
      }
      assertEquals(
        rows.answers.toSorted((a, b) => a - b),
        [...known.values()].flat().map(({ id }) => id).toSorted((a, b) => a - b),
      );
    }
  }));
});

Deno.test("row index: knows the latest row of an entry until it drops it", () => {
  const step = fc.record({ first: fc.nat(5), keeps: fc.boolean() });
  fc.assert(fc.property(fc.array(step), (steps) => {
    const rows = new RoomRows();
    const known = new Map<number, number>();
    steps.forEach(({ first, keeps }, id) => {
      if (keeps) rows.addEntry(first, id);
      else assertEquals(rows.dropEntry(first), known.get(first));
      if (keeps) known.set(first, id);
      else known.delete(first);
      assertEquals(rows.entry(first), known.get(first));
      assertEquals(rows.entries.toSorted(), [...known.values()].toSorted());
    });
  }));
});
