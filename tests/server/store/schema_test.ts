import { assert, assertEquals, assertThrows, fail } from "@std/assert";
import fc from "fast-check";
import { DatabaseSync } from "node:sqlite";
import { SqliteDatabase } from "../../../server/store/database.ts";
import { marksOf, prepareDatabase } from "../../../server/store/schema.ts";
import { rowsIn } from "../../support/rows_in.ts";

/** The tables of version 1. */
const TABLES_1 = `
  CREATE TABLE rooms (
    name TEXT NOT NULL PRIMARY KEY, seq INTEGER NOT NULL, members INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE seats (
    room TEXT NOT NULL REFERENCES rooms ON DELETE CASCADE,
    member TEXT NOT NULL, name TEXT NOT NULL, token TEXT NOT NULL,
    PRIMARY KEY (room, member)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE entries (
    room TEXT NOT NULL REFERENCES rooms ON DELETE CASCADE,
    first INTEGER NOT NULL, count INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('said', 'saidLines', 'happened')),
    sender_id TEXT, sender_name TEXT, at INTEGER NOT NULL, weight INTEGER NOT NULL,
    ids BLOB, body BLOB, event TEXT, waits_for TEXT NOT NULL,
    PRIMARY KEY (room, first)
  ) STRICT;
  CREATE TABLE answers (
    room TEXT NOT NULL REFERENCES rooms ON DELETE CASCADE,
    member TEXT NOT NULL, total INTEGER NOT NULL, ids BLOB NOT NULL, count INTEGER NOT NULL,
    first INTEGER NOT NULL, at INTEGER NOT NULL, seats INTEGER NOT NULL,
    PRIMARY KEY (room, member, total)
  ) STRICT;
  PRAGMA user_version = 1;
`;

/** A room in them. */
const ROOM_1 = `
  INSERT INTO rooms VALUES ('main', 7, 2);
  INSERT INTO seats VALUES ('main', 'm1', 'ola', 'hash');
  INSERT INTO entries VALUES ('main', 7, 1, 'happened', NULL, NULL, 6, 160, NULL, NULL,
    '{"type":"joined","member":{"id":"m2","name":"kari","online":true}}', '["m1"]');
  INSERT INTO entries VALUES ('main', 6, 1, 'said', 'm2', 'kari', 5, 200,
    CAST('a1' AS BLOB), CAST('hei på øya' AS BLOB), NULL, '["m1"]');
  INSERT INTO answers VALUES ('main', 'm1', 1, CAST('b1' AS BLOB), 1, 4, 3, 1);
`;

Deno.test("schema: migrates a database of version 1", () => {
  const connection = new DatabaseSync(":memory:");
  connection.exec(TABLES_1 + ROOM_1);
  prepareDatabase(connection);
  const database = new SqliteDatabase(connection);
  const [room, ...others] = database.load();
  assertEquals(others, []);
  assertEquals<unknown>(room, {
    name: "main",
    seq: 7,
    members: 2,
    seats: [{ member: "m1", name: "ola", token: "hash" }],
    entries: [
      {
        event: {
          type: "said",
          from: { id: "m2", name: "kari" },
          at: 5,
          first: 6,
          count: 1,
          weight: 200,
          ids: "a1",
          texts: "hei på øya",
        },
        waitsFor: ["m1"],
      },
      {
        event: {
          type: "happened",
          event: { type: "joined", member: { id: "m2", name: "kari", online: true } },
          seq: 7,
          at: 6,
          weight: 160,
        },
        waitsFor: ["m1"],
      },
    ],
    answers: [{ member: "m1", ids: "b1", count: 1, first: 4, at: 3, to: 1 }],
  });
  database.apply(room?.name ?? fail(), [{ type: "released", first: 6 }, {
    type: "unseated",
    member: "m1",
  }]);
  const [left] = new SqliteDatabase(connection).load();
  assertEquals([left?.entries.length, left?.seats, left?.answers], [1, [], []]);
  database.close();
});

Deno.test("schema: leaves the database as it was if the migration fails", () => {
  const connection = new DatabaseSync(":memory:");
  connection.exec(TABLES_1 + ROOM_1);
  const rows = rowsIn(connection);
  // Makes the migration fail late.
  connection.exec("CREATE TABLE answers_1 (id INTEGER)");
  assertThrows(() => prepareDatabase(connection));
  assert(connection.isTransaction);
  connection.exec("ROLLBACK");
  assertEquals([rowsIn(connection), marksOf(connection).version], [rows, 1]);
  connection.exec("DROP TABLE answers_1");
  prepareDatabase(connection);
  assertEquals([rowsIn(connection), marksOf(connection).version], [rows, 2]);
  connection.close();
});

Deno.test("schema: migrates all rows, and a cleared room leaves none", () => {
  const answers = fc.record({
    member: fc.constantFrom("m1", "m2"),
    count: fc.constantFrom(1, 30, 735, 5_000),
  });
  fc.assert(
    fc.property(
      fc.array(answers, { maxLength: 60, size: "max" }),
      fc.boolean(),
      (all, opensAgain) => {
        const connection = new DatabaseSync(":memory:");
        connection.exec(TABLES_1 + ROOM_1);
        const insert = connection.prepare(
          "INSERT INTO answers VALUES ('main', ?, ?, x'61', ?, 9, 3, 1)",
        );
        all.forEach(({ member, count }, i) => insert.run(member, 2 + i, count));
        const rows = rowsIn(connection);
        prepareDatabase(connection);
        assertEquals(rowsIn(connection), rows);
        let database = new SqliteDatabase(connection);
        if (opensAgain) database = new SqliteDatabase(connection);
        const [room] = database.load();
        assertEquals(room?.answers.length, all.length + 1);
        database.apply(room?.name ?? fail(), [{ type: "cleared" }]);
        assertEquals(rowsIn(connection), 0);
        database.close();
      },
    ),
    { numRuns: 50 },
  );
});
