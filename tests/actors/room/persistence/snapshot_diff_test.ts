/**
 * After any moves and failed saves, the snapshot in the store restores the room.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { fromTextBatch } from "../../../../actors/encoding/text_batch.ts";
import { listAnswers } from "../../../../actors/room/answered_ids.ts";
import { itemsIn } from "../../../../actors/room/chunked_list.ts";
import { restoreRoom, wholeOf } from "../../../../actors/room/persistence/snapshot_diff.ts";
import type { RoomState } from "../../../../actors/room/room_state.ts";
import type { Seat } from "../../../../actors/room/seats.ts";
import { addressOf } from "../../../support/fakes/addresses.ts";
import { MemoryStore, type SavedAnswer, SavedState } from "../../../support/fakes/memory_store.ts";
import { capacity, type Move, moves, Play } from "../../../support/arbitraries/room_play.ts";
import { STORE, TestRoom } from "../../../support/fakes/test_room.ts";
import { AHEAD } from "../../../../actors/room/room_state.ts";

const SEAT_HOLD = 120_000;

/** After each move, the store commits this many saves, or fails to. */
const dealings = fc.array(
  fc.record({
    count: fc.integer({ min: 0, max: 4 }),
    well: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, {
      weight: 1,
      arbitrary: fc.constant(false),
    }),
  }),
  { minLength: 100, maxLength: 100 },
);

/** A room with clients and a store. */
class Stored {
  readonly store = new MemoryStore();
  readonly play: Play;

  constructor(capacity: number) {
    this.play = new Play(
      new TestRoom({ capacity, seatHold: SEAT_HOLD, store: addressOf(STORE) }),
    );
  }

  get room(): TestRoom {
    return this.play.room;
  }

  /** Performs a move and sends the saves to the store. */
  act(move: Move): void {
    this.store.receive(this.play.act(move));
  }

  /** Lets the store commit some saves, or fail to. */
  commit(count: number, well: boolean): void {
    for (const reply of this.store.commit(count, well)) this.store.receive(this.room.take(reply));
  }

  /** Lets the store commit all saves, also those that follow. */
  commitAll(): void {
    while (!this.store.idle) this.commit(1, true);
  }

  /** Commits all saves, and lets the room retry failed ones. */
  settle(): void {
    for (let tries = 0; tries < 3; tries++) {
      this.commitAll();
      this.store.receive(this.room.pass(this.room.state.saving.anew === null ? 0 : 1_000));
    }
    assert(this.store.idle);
  }
}

/** Checks that the snapshot is the room. Its counters may lag, but cover every saved entry. */
function assertSame(saved: SavedState, state: RoomState): void {
  const whole = SavedState.of(wholeOf(state));
  assertEquals(saved.seats, whole.seats);
  assertEquals(sorted(saved.entries), sorted(whole.entries));
  assert(saved.seq <= state.seq && saved.members <= state.members);
  for (const { event: fact } of saved.entries.values()) {
    assert((fact.type === "happened" ? fact.seq : fact.first + fact.count - 1) <= saved.seq);
    if (fact.type !== "said" || !saved.seats.has(fact.from.id)) continue;
    const answers = saved.answers.get(fact.from.id);
    for (const id of fromTextBatch(fact.ids)) assert(answers?.has(id), "kept without its answer");
  }
  for (const [member, answers] of saved.answers) {
    const given = whole.answers.get(member);
    for (const [id, answer] of answers) assertEquals(given?.get(id), answer);
  }
}

function sorted<T>(map: ReadonlyMap<number, T>): readonly (readonly [number, T])[] {
  return [...map].sort(([a], [b]) => a - b);
}

/** The answer to each id of a seat. */
function answersOf({ answers }: Seat): ReadonlyMap<string, SavedAnswer> {
  return new Map(
    listAnswers(answers).flatMap(({ ids, first, at, to }) =>
      fromTextBatch(ids).map((id, i) => [id, { seq: first + i, at, to }] as const)
    ),
  );
}

/** Checks that the restored room is as before, with all clients lost. */
function assertRestored(saved: SavedState, before: RoomState, now: number): void {
  const after = restoreRoom(saved.load(before.config.name), before.config, now);
  assert(after.seq + AHEAD.numbers > before.seq, "it goes ahead of all that was given");
  assertEquals(after.members, saved.members);
  const place = { type: "lost", until: now + SEAT_HOLD } as const;
  assertEquals(
    new Set(after.seats.map(({ id, name, token, place }) => ({ id, name, token, place }))),
    new Set(
      before.seats.filter(({ returns }) => returns)
        .map(({ id, name, token }) => ({ id, name, token, place })),
    ),
  );
  for (const seat of after.seats) {
    assertEquals(answersOf(seat), saved.answers.get(seat.id) ?? new Map());
    const owes = itemsIn(after.kept).filter(({ waitsFor }) => waitsFor.includes(seat.id));
    assertEquals(seat.owed, owes.reduce((sum, { fact }) => sum + fact.weight, 0));
  }
  const again = SavedState.of(wholeOf(after));
  assertEquals(sorted(again.entries), sorted(saved.entries));
  assertEquals(again.answers, saved.answers);
}

Deno.test("snapshot: matches the room after each move", () => {
  fc.assert(
    fc.property(capacity, moves, (capacity, moves) => {
      const stored = new Stored(capacity);
      for (const move of moves) {
        stored.act(move);
        stored.commitAll();
        assertSame(stored.store.saved, stored.room.state);
      }
      stored.settle();
      assertSame(stored.store.saved, stored.room.state);
      assertRestored(stored.store.saved, stored.room.state, stored.room.now);
    }),
    { numRuns: 40 },
  );
});

Deno.test("snapshot: has the answer to every text with a recipient", () => {
  fc.assert(
    fc.property(capacity, moves, (capacity, moves) => {
      const stored = new Stored(capacity);
      for (const move of moves) {
        stored.act(move);
        stored.commitAll();
      }
      stored.settle();
      const { store: { saved }, room: { state } } = stored;
      for (const seat of state.seats.filter(({ id }) => saved.seats.has(id))) {
        const heard = [...answersOf(seat)].filter(([, { to }]) => to > 0);
        assertEquals(saved.answers.get(seat.id) ?? new Map(), new Map(heard));
      }
    }),
    { numRuns: 30 },
  );
});

Deno.test("snapshot: matches the room again after failed saves, and no text is pending", () => {
  fc.assert(
    fc.property(capacity, moves, dealings, (capacity, moves, dealings) => {
      const stored = new Stored(capacity);
      for (const [i, move] of moves.entries()) {
        stored.act(move);
        const { count = 0, well = true } = dealings[i] ?? {};
        stored.commit(count, well);
      }
      stored.settle();
      assertSame(stored.store.saved, stored.room.state);
      assertEquals(stored.room.state.pending, []);
      assertRestored(stored.store.saved, stored.room.state, stored.room.now);
    }),
    { numRuns: 40 },
  );
});

Deno.test("snapshot: has every accepted text that some client has not acked", () => {
  fc.assert(
    fc.property(capacity, moves, dealings, (capacity, moves, dealings) => {
      const stored = new Stored(capacity);
      const { store: { saved }, room } = stored;
      for (const [i, move] of moves.entries()) {
        stored.act(move);
        const { count = 0, well = true } = dealings[i] ?? {};
        stored.commit(count, well);
        const waiting = new Set(
          room.state.pending.flatMap(({ answer, count }) =>
            Array.from({ length: count }, (_, i) => answer.seq + i)
          ),
        );
        const kept = handedBy(saved);
        for (const { fact, waitsFor } of itemsIn(room.state.kept)) {
          if (fact.type !== "said") continue;
          const returning = waitsFor.some((member) =>
            room.state.seats.some(({ id, returns, acked }) =>
              id === member && returns && acked < fact.first
            )
          );
          const sender = room.state.seats.some(({ id }) => id === fact.from.id);
          if (!returning || !sender || room.state.saving.anew !== null) continue;
          for (let seq = fact.first; seq < fact.first + fact.count; seq++) {
            assert(waiting.has(seq) || kept.has(seq), `${seq} is accepted, and not kept`);
          }
        }
      }
    }),
    { numRuns: 40 },
  );
});

/** The numbers of all saved texts. */
function handedBy({ entries }: SavedState): ReadonlySet<number> {
  return new Set(
    [...entries.values()].flatMap(({ event: fact }) =>
      fact.type === "said" ? Array.from({ length: fact.count }, (_, i) => fact.first + i) : []
    ),
  );
}
