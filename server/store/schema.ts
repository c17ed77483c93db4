/**
 * The tables of the store's database, the marks that identify its file, and SQLite's settings. It
 * must not know how the tables are used.
 *
 * @module
 */

import type { DatabaseSync } from "node:sqlite";

/** Grows with every change of the tables. A file with a higher version is a newer server's. */
export const SCHEMA_VERSION = 2;

/** Marks the file as Tospann's, also for the program `file`: "Tosp". */
export const APPLICATION_ID = 0x54_6f_73_70;

/**
 * Bytes that the write-ahead log keeps after a checkpoint: as much as a busy second fills. SQLite
 * checkpoints at 4 MB.
 */
const JOURNAL_SIZE = 1_048_576;

/**
 * `synchronous = FULL`: a commit outlives a power cut, for one more wait on the disk.
 * `secure_delete`: SQLite overwrites a delivered text with zeros, in the file too.
 */
const SETTINGS = `
  PRAGMA secure_delete = ON;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA journal_size_limit = ${JOURNAL_SIZE};
`;

/**
 * Text batches contain NUL, where Deno 2.9.6 cuts a `TEXT` when it reads it. So they are `BLOB`s of
 * UTF-8. Entries and answers have no index, and their ids only grow: new rows go to the last page,
 * one for all rooms (`docs/decisions/0020-rows-side-by-side.md`).
 */
const TABLES = `
  CREATE TABLE IF NOT EXISTS rooms (
    room TEXT NOT NULL PRIMARY KEY,
    seq INTEGER NOT NULL,
    members INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE IF NOT EXISTS seats (
    room TEXT NOT NULL,
    member TEXT NOT NULL,
    name TEXT NOT NULL,
    token TEXT NOT NULL,
    PRIMARY KEY (room, member)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE IF NOT EXISTS entries (
    id INTEGER PRIMARY KEY,
    room TEXT NOT NULL,
    first INTEGER NOT NULL,
    count INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('said', 'saidLines', 'happened')),
    sender_id TEXT,
    sender_name TEXT,
    at INTEGER NOT NULL,
    weight INTEGER NOT NULL,
    ids BLOB,
    body BLOB,
    event TEXT,
    waits_for TEXT NOT NULL
  ) STRICT;

  CREATE TABLE IF NOT EXISTS answers (
    id INTEGER PRIMARY KEY,
    room TEXT NOT NULL,
    member TEXT NOT NULL,
    ids BLOB NOT NULL,
    count INTEGER NOT NULL,
    first INTEGER NOT NULL,
    at INTEGER NOT NULL,
    seats INTEGER NOT NULL
  ) STRICT;
`;

/** Upgrades version 1, whose tables had indexes and no ids, and keeps its undelivered texts. */
const FROM_VERSION_1 = `
  ALTER TABLE rooms RENAME TO rooms_1;
  ALTER TABLE seats RENAME TO seats_1;
  ALTER TABLE entries RENAME TO entries_1;
  ALTER TABLE answers RENAME TO answers_1;
  ${TABLES}
  INSERT INTO rooms SELECT * FROM rooms_1;
  INSERT INTO seats SELECT * FROM seats_1;
  INSERT INTO entries SELECT NULL, * FROM entries_1 ORDER BY room, first;
  INSERT INTO answers
    SELECT NULL, room, member, ids, count, first, at, seats FROM answers_1 ORDER BY room, member, total;
  DROP TABLE answers_1;
  DROP TABLE entries_1;
  DROP TABLE seats_1;
  DROP TABLE rooms_1;
`;

/** The marks in a file. */
export interface Marks {
  readonly version: number;
  readonly application: number;
}

/** An open database's marks, and whether it is empty. */
export function marksOf(connection: DatabaseSync): Marks & { readonly empty: boolean } {
  return {
    version: readNumber(connection, "PRAGMA user_version"),
    application: readNumber(connection, "PRAGMA application_id"),
    empty: readNumber(connection, "SELECT count(*) FROM sqlite_schema") === 0,
  };
}

/**
 * Gives a database its settings and tables. It always writes, so that an unwritable file fails now
 * and not at the first save.
 */
export function prepareDatabase(connection: DatabaseSync): void {
  const { version } = marksOf(connection);
  connection.exec(SETTINGS);
  connection.exec(`
    BEGIN IMMEDIATE;
    ${version === 1 ? FROM_VERSION_1 : TABLES}
    PRAGMA application_id = ${APPLICATION_ID};
    PRAGMA user_version = ${SCHEMA_VERSION};
    COMMIT;
  `);
}

function readNumber(connection: DatabaseSync, sql: string): number {
  const [value] = Object.values(connection.prepare(sql).get() ?? {});
  return Number(value);
}
