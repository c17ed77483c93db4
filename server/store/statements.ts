/**
 * The SQL statements of the store's database, each prepared once.
 *
 * @module
 */

import type { DatabaseSync, StatementSync } from "node:sqlite";

/** Prepares all statements. The tables must exist. */
export function prepareStatements(connection: DatabaseSync) {
  const prepare = (sql: string): StatementSync => connection.prepare(sql);
  return {
    begin: prepare("BEGIN"),
    commit: prepare("COMMIT"),
    addRoom: prepare("INSERT INTO rooms VALUES (?, 0, 0)"),
    dropRoom: prepare("DELETE FROM rooms WHERE room = ?"),
    count: prepare("UPDATE rooms SET seq = ?, members = ? WHERE room = ?"),
    seat: prepare("INSERT OR REPLACE INTO seats VALUES (?, ?, ?, ?)"),
    unseat: prepare("DELETE FROM seats WHERE room = ? AND member = ?"),
    dropSeats: prepare("DELETE FROM seats WHERE room = ?"),
    keep: prepare("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
    release: prepare("DELETE FROM entries WHERE id = ?"),
    forgetEntries: prepare("DELETE FROM entries WHERE id IN (SELECT value FROM json_each(?))"),
    answer: prepare("INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
    forgetAnswers: prepare("DELETE FROM answers WHERE id IN (SELECT value FROM json_each(?))"),
    rooms: prepare("SELECT * FROM rooms ORDER BY room"),
    seats: prepare("SELECT * FROM seats ORDER BY room, member"),
    entries: prepare("SELECT * FROM entries ORDER BY room, first"),
    answers: prepare("SELECT * FROM answers ORDER BY room, member, id"),
    entryRows: prepare("SELECT id, room, first FROM entries"),
    answerRows: prepare("SELECT id, room, member, count FROM answers ORDER BY id"),
  };
}
