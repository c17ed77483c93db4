/**
 * What outlives the server is what the room was: whatever happened in it, and whatever the store could not keep meanwhile.
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
import { delivered, gist, handed, heard, saves } from "../../../support/fakes/told.ts";
import { AHEAD } from "../../../../actors/room/room_state.ts";

const SEAT_HOLD = 120_000;

/** What the store does after a move: deals with so many of the saves it was sent, well or not. */
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

/** A room, people in it, and its store. */
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

  /** Lets somebody do something. */
  act(move: Move): void {
    this.store.receive(this.play.act(move));
  }

  /** Lets the store deal with some of what it was sent. */
  commit(count: number, well: boolean): void {
    for (const reply of this.store.commit(count, well)) this.store.receive(this.room.take(reply));
  }

  /** Lets it deal with all that it was sent, and with what it is sent on that. */
  commitAll(): void {
    while (!this.store.idle) this.commit(1, true);
  }

  /** The same, and the room tries again what could not be kept. */
  settle(): void {
    for (let tries = 0; tries < 3; tries++) {
      this.commitAll();
      this.store.receive(this.room.pass(this.room.state.saving.anew === null ? 0 : 1_000));
    }
    assert(this.store.idle);
  }
}

/** Checks that what is kept is the room. Numbers may be behind, but not behind anything that is kept. */
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

/** What a seat's ids were answered. */
function answersOf({ answers }: Seat): ReadonlyMap<string, SavedAnswer> {
  return new Map(
    listAnswers(answers).flatMap(({ ids, first, at, to }) =>
      fromTextBatch(ids).map((id, i) => [id, { seq: first + i, at, to }] as const)
    ),
  );
}

/** Checks that a room made of what is kept is as it was, but that all are away. */
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

Deno.test("durable: what the store is sent makes, after each step what the room is", () => {
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

Deno.test("durable: remembers every answer to what somebody was to hear", () => {
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

Deno.test("durable: the store has the room again, whatever it could not keep, and all is accepted", () => {
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

Deno.test("durable: what is accepted and not had by all is kept, whenever the server is killed", () => {
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

/** The numbers of all texts that are kept. */
function handedBy({ entries }: SavedState): ReadonlySet<number> {
  return new Set(
    [...entries.values()].flatMap(({ event: fact }) =>
      fact.type === "said" ? Array.from({ length: fact.count }, (_, i) => fact.first + i) : []
    ),
  );
}

/** Two who talked; the second was not told all before the server was killed, and it runs again. */
function killed(): TestRoom {
  const room = new TestRoom({ store: addressOf(STORE) });
  room.seat("ola", "kari");
  room.ack("ola", 2);
  room.say("ola", ["a1", "en"], ["a2", "to"]);
  const saved = new SavedState();
  for (const { changes } of saves(room.told)) changes.forEach((change) => saved.apply(change));
  saved.goAhead();
  room.restart(restoreRoom(saved.load(room.state.config.name), room.state.config, room.now));
  return room;
}

Deno.test("durable: a room made again hands out what was kept, by its old numbers", () => {
  const room = killed();
  const told = room.resume("kari2", "kari", 3);
  assertEquals(heard(told, "kari2", "welcome").map(({ you }) => you), [{ id: "m2", name: "kari" }]);
  assertEquals(handed(told, "kari2"), [4]);
});

Deno.test("durable: a room made again answers what was answered, and tells what is delivered", () => {
  const room = killed();
  room.resume("ola2", "ola", 2);
  assertEquals(
    heard(room.say("ola2", ["a2", "to"]), "ola2", "accepted").map(({ first }) => first),
    [4],
  );
  room.resume("kari2", "kari", 4);
  assertEquals(delivered(room.told, "ola2"), [3, 4]);
});

Deno.test("durable: a room made again gives no number and no member id twice", () => {
  const room = killed();
  const { seq, members } = room.state;
  assert(seq > 4 && members > 2);
  room.resume("ola2", "ola", 2);
  assertEquals(room.state.seq, seq + 1);
});

Deno.test("durable: a room made again holds its seats for a time", () => {
  const room = killed();
  assertEquals(room.timers, ["hold m1", "hold m2"]);
  assertEquals(gist(room.join("per")), ["per: refused"]);
  assertEquals(room.pass(SEAT_HOLD - 1), []);
  assertEquals(gist(room.pass(1)), ["store: save", "directory: vacant", "store: save"]);
});
