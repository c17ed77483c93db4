import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { toTextBatch } from "../../../actors/encoding/text_batch.ts";
import type { RoomChange } from "../../../actors/messages/room_snapshot.ts";
import { CoalescedChanges } from "../../../server/store/write_coalescing.ts";
import { SavedState } from "../../support/fakes/memory_store.ts";

function added(first: number): RoomChange {
  const from = { id: "m1", name: "ola" };
  const said = { type: "said", from, at: 1, first, count: 1, weight: 1 } as const;
  const event = { ...said, ids: toTextBatch(["a"]), texts: toTextBatch(["hei"]) };
  return { type: "kept", entry: { event, waitsFor: ["m2"] } };
}

function coalesce(...all: readonly (readonly RoomChange[])[]): readonly RoomChange[] {
  const coalesced = new CoalescedChanges();
  all.forEach((changes) => coalesced.add(changes));
  return coalesced.all;
}

function counted(seq: number): RoomChange {
  return { type: "counted", seq, members: 1 };
}

function released(first: number): RoomChange {
  return { type: "released", first };
}

Deno.test("write coalescing: skips an entry that was released again", () => {
  assertEquals(
    coalesce([added(1), counted(1)], [added(2), counted(2)], [released(1), counted(2)]),
    [added(2), released(1), counted(2)],
  );
});

Deno.test("write coalescing: releases an entry of an earlier commit", () => {
  assertEquals(coalesce([released(1)], [added(2)]), [released(1), added(2)]);
});

Deno.test("write coalescing: drops all changes before a clear", () => {
  assertEquals(coalesce([added(1), counted(1)], [{ type: "cleared" }]), [{ type: "cleared" }]);
});

Deno.test("write coalescing: has the same result as all changes", () => {
  const change: fc.Arbitrary<RoomChange> = fc.oneof(
    fc.nat(5).map(added),
    fc.nat(5).map(released),
    fc.nat(9).map(counted),
    fc.constant<RoomChange>({ type: "cleared" }),
    fc.nat(3).map((n): RoomChange => ({ type: "unseated", member: `m${n}` })),
  );
  fc.assert(fc.property(fc.array(change), fc.array(fc.array(change)), (before, later) => {
    const all = SavedState.of([...before, ...later.flat()]);
    assertEquals(SavedState.of([...before, ...coalesce(...later)]), all);
  }));
});
