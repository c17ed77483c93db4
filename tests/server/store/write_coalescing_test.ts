import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { toTextBatch } from "../../../actors/encoding/text_batch.ts";
import type { RoomChange } from "../../../actors/messages/room_snapshot.ts";
import { Gathering } from "../../../server/store/write_coalescing.ts";
import { SavedState } from "../../support/fakes/memory_store.ts";

function kept(first: number): RoomChange {
  const from = { id: "m1", name: "ola" };
  const said = { type: "said", from, at: 1, first, count: 1, weight: 1 } as const;
  const fact = { ...said, ids: toTextBatch(["a"]), texts: toTextBatch(["hei"]) };
  return { type: "kept", entry: { fact, waitsFor: ["m2"] } };
}

function gathered(...all: readonly (readonly RoomChange[])[]): readonly RoomChange[] {
  const gathering = new Gathering();
  all.forEach((changes) => gathering.add(changes));
  return gathering.changes;
}

function counted(seq: number): RoomChange {
  return { type: "counted", seq, members: 1 };
}

function released(first: number): RoomChange {
  return { type: "released", first };
}

Deno.test("gathering: what was kept and released again is not written, the last number is", () => {
  assertEquals(
    gathered([kept(1), counted(1)], [kept(2), counted(2)], [released(1), counted(2)]),
    [kept(2), released(1), counted(2)],
  );
});

Deno.test("gathering: what was kept before is released", () => {
  assertEquals(gathered([released(1)], [kept(2)]), [released(1), kept(2)]);
});

Deno.test("gathering: of what was forgotten nothing is left but that it is", () => {
  assertEquals(gathered([kept(1), counted(1)], [{ type: "cleared" }]), [{ type: "cleared" }]);
});

Deno.test("gathering: comes to what its changes come to", () => {
  const change: fc.Arbitrary<RoomChange> = fc.oneof(
    fc.nat(5).map(kept),
    fc.nat(5).map(released),
    fc.nat(9).map(counted),
    fc.constant<RoomChange>({ type: "cleared" }),
    fc.nat(3).map((n): RoomChange => ({ type: "unseated", member: `m${n}` })),
  );
  fc.assert(fc.property(fc.array(change), fc.array(fc.array(change)), (before, later) => {
    const all = SavedState.of([...before, ...later.flat()]);
    assertEquals(SavedState.of([...before, ...gathered(...later)]), all);
  }));
});
