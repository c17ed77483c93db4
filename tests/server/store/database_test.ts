import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { DatabaseSync } from "node:sqlite";
import { toTextBatch } from "../../../actors/encoding/text_batch.ts";
import type { RoomName } from "../../../actors/messages/events.ts";
import { REMEMBERED } from "../../../actors/room/answered_ids.ts";
import type { RoomChange, SavedRoom } from "../../../actors/messages/room_snapshot.ts";
import { SqliteDatabase } from "../../../server/store/database.ts";
import { prepareDatabase } from "../../../server/store/schema.ts";
import { rowsIn } from "../../support/rows_in.ts";
import { anyChange } from "../../support/arbitraries/snapshots.ts";
import { AHEAD } from "../../../actors/room/room_state.ts";

// Names that were checked elsewhere.
const MAIN = "main" as RoomName;
const ATTIC = "loftet 👻" as RoomName;

function emptyDatabase(): SqliteDatabase {
  const connection = new DatabaseSync(":memory:");
  prepareDatabase(connection);
  return new SqliteDatabase(connection);
}

/** A room after `changes`: the plain model. */
function after(changes: readonly RoomChange[], name: RoomName): SavedRoom | undefined {
  let room: SavedRoom | undefined;
  for (const change of changes) {
    if (change.type === "cleared") room = undefined;
    else {room = changed(
        room ?? { name, seq: 0, members: 0, seats: [], entries: [], answers: [] },
        change,
      );}
  }
  return room;
}

function changed(
  room: SavedRoom,
  change: Exclude<RoomChange, { readonly type: "cleared" }>,
): SavedRoom {
  switch (change.type) {
    case "counted":
      return { ...room, seq: change.seq, members: change.members };
    case "seated": {
      const others = room.seats.filter(({ member }) => member !== change.seat.member);
      return { ...room, seats: sorted([...others, change.seat], ({ member }) => member) };
    }
    case "unseated":
      return {
        ...room,
        seats: room.seats.filter(({ member }) => member !== change.member),
        answers: room.answers.filter(({ member }) => member !== change.member),
      };
    case "kept": {
      const others = room.entries.filter((entry) => firstOf(entry) !== firstOf(change.entry));
      return { ...room, entries: sorted([...others, change.entry], firstOf) };
    }
    case "released":
      return { ...room, entries: room.entries.filter((entry) => firstOf(entry) !== change.first) };
    case "answered":
      return {
        ...room,
        answers: sorted([...room.answers, change.answers], ({ member }) => member),
      };
  }
}

function firstOf({ event }: SavedRoom["entries"][number]): number {
  return event.type === "happened" ? event.seq : event.first;
}

/** Items with the same key keep their order. */
function sorted<T>(items: readonly T[], key: (item: T) => string | number): readonly T[] {
  return items.toSorted((a, b) => key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
}

Deno.test("database: holds the same rooms as a plain model after any steps", () => {
  const step = fc.record({
    room: fc.constantFrom(MAIN, ATTIC),
    changes: fc.array(anyChange),
    end: fc.constantFrom("commit" as const, "commit, and open again" as const, "undo" as const),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 6 }), (steps) => {
      const connection = new DatabaseSync(":memory:");
      prepareDatabase(connection);
      let database = new SqliteDatabase(connection);
      for (const { room, changes, end } of steps) {
        database.begin();
        database.apply(room, changes);
        if (end === "undo") connection.exec("ROLLBACK");
        else database.commit();
        if (end !== "commit") database = new SqliteDatabase(connection);
      }
      const done = steps.filter(({ end }) => end !== "undo");
      const expected = [ATTIC, MAIN].flatMap((name) =>
        after(done.filter(({ room }) => room === name).flatMap(({ changes }) => changes), name) ??
          []
      );
      const loaded = database.load().map((room) => {
        const said = expected.find(({ name }) => name === room.name)?.seq ?? NaN;
        assert(said - room.seq >= 0 && said - room.seq < AHEAD.numbers / 8);
        return { ...room, seq: said };
      });
      assertEquals(sorted(loaded, ({ name }) => name), sorted(expected, ({ name }) => name));
      database.begin();
      database.retain([]);
      database.commit();
      assertEquals(rowsIn(connection), 0);
      database.close();
    }),
    { numRuns: 80 },
  );
});

Deno.test("database: rarely writes the last number while only texts are added", () => {
  const connection = new DatabaseSync(":memory:");
  prepareDatabase(connection);
  const database = new SqliteDatabase(connection);
  const written = () => new SqliteDatabase(connection).load()[0]?.seq;
  const says = (seq: number): readonly RoomChange[] => [
    {
      type: "answered",
      answers: { member: "m1", ids: toTextBatch(["a"]), count: 1, first: seq, at: 0, to: 1 },
    },
    { type: "counted", seq, members: 1 },
  ];
  database.apply(MAIN, [{ type: "counted", seq: 1, members: 1 }]);
  assertEquals(written(), 1);
  database.apply(MAIN, says(2));
  assertEquals([database.load()[0]?.seq, written()], [2, 1]);
  // A rarer change writes it too.
  database.apply(MAIN, [...says(3), { type: "released", first: 1 }]);
  assertEquals(written(), 3);
  // A new member is counted at once.
  database.apply(MAIN, [...says(4), { type: "counted", seq: 5, members: 2 }]);
  assertEquals(written(), 5);
  // The lag stays below the numbers that a starting server skips.
  database.apply(MAIN, says(AHEAD.numbers / 8));
  assertEquals(written(), AHEAD.numbers / 8);
  database.close();
});

Deno.test("database: deletes all rooms that it does not retain", () => {
  const database = emptyDatabase();
  for (const room of [MAIN, ATTIC]) {
    database.apply(room, [{ type: "counted", seq: 1, members: 1 }, {
      type: "answered",
      answers: { member: "m1", ids: toTextBatch(["a"]), count: 1, first: 1, at: 0, to: 1 },
    }]);
  }
  database.retain([ATTIC]);
  assertEquals(database.load().map(({ name }) => name), [ATTIC]);
  database.retain([]);
  assertEquals(database.load(), []);
  database.close();
});

Deno.test("database: limits the remembered ids of each member", () => {
  const database = emptyDatabase();
  const run = 100;
  const ids = toTextBatch(Array.from({ length: run }, (_, i) => `id${i}`));
  const runs = Math.ceil(REMEMBERED / run) * 3;
  for (let i = 0; i < runs; i++) {
    for (const member of ["m1", "m2"].slice(0, i % 50 === 0 ? 2 : 1)) {
      const answers = { member, ids, count: run, first: 1 + i * run, at: 0, to: 1 };
      database.apply(MAIN, [{ type: "answered", answers }]);
    }
  }
  const answers = database.load()[0]?.answers ?? [];
  const remembered = answers.filter(({ member }) => member === "m1");
  assertEquals(remembered.at(-1)?.first, 1 + (runs - 1) * run);
  const count = remembered.length * run;
  assertEquals(count >= REMEMBERED && count <= REMEMBERED * 1.1, true, `${count} ids`);
  assertEquals(answers.length - remembered.length, Math.ceil(runs / 50));
  database.close();
});
