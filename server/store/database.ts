/**
 * What the store does with its database, and how that is done with SQLite. It knows what is kept of rooms; it must not
 * know when, for whom, or where the file is.
 *
 * @module
 */

import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { RoomName } from "../../actors/facts.ts";
import { REMEMBERED } from "../../actors/room/answer.ts";
import { assertNever } from "../../actors/runtime/actor.ts";
import type { Ahead, RoomChange, SavedAnswers, SavedRoom } from "../../actors/saved.ts";
import { answersOf, entryCells, entryOf, seatOf, toBlob } from "./rows.ts";

/** An open database. All but `close` may throw what `problemOf` tells the meaning of; then it is only to be closed. */
export interface Database {
  readonly begin: () => void;
  /** What was changed since `begin` outlives a power cut. */
  readonly commit: () => void;
  readonly apply: (room: RoomName, changes: readonly RoomChange[]) => void;
  /** Forgets all other rooms. */
  readonly retain: (rooms: readonly RoomName[]) => void;
  /** All rooms' numbers go on from so far ahead. In no transaction. */
  readonly goAhead: (ahead: Ahead) => void;
  readonly load: () => readonly SavedRoom[];
  /** Leaves nothing of what was deleted in any file. */
  readonly rest: () => void;
  /** What was not committed is as if it had never been. */
  readonly close: () => void;
}

/** Ids of a seat after which those too old to be remembered are deleted: 6 % more are kept, for a 16th of the work. */
const FORGET_EVERY = REMEMBERED / 16;

/** A database in SQLite, prepared by `prepareDatabase`. */
export class SqliteDatabase implements Database {
  readonly #connection: DatabaseSync;
  readonly #statements: ReturnType<typeof prepareStatements>;

  constructor(connection: DatabaseSync) {
    this.#connection = connection;
    this.#statements = prepareStatements(connection);
  }

  readonly begin = (): void => {
    this.#statements.begin.run();
  };

  readonly commit = (): void => {
    this.#statements.commit.run();
  };

  readonly apply = (room: RoomName, changes: readonly RoomChange[]): void => {
    const { addRoom, dropRoom } = this.#statements;
    let known = false;
    for (const change of changes) {
      if (change.type === "cleared") {
        dropRoom.run(room);
        known = false;
        continue;
      }
      if (!known) addRoom.run(room);
      known = true;
      this.#change(room, change);
    }
  };

  readonly retain = (rooms: readonly RoomName[]): void => {
    this.#statements.retain.run(JSON.stringify(rooms));
  };

  readonly goAhead = ({ numbers, members }: Ahead): void => {
    this.#statements.goAhead.run(numbers, members);
  };

  readonly load = (): readonly SavedRoom[] => {
    const { rooms, seats, entries, answers } = this.#statements;
    return rooms.all().map((row): SavedRoom => {
      const name = String(row.name);
      return {
        // Written as it was checked.
        name: name as RoomName,
        seq: Number(row.seq),
        members: Number(row.members),
        seats: seats.all(name).map(seatOf),
        entries: entries.all(name).map(entryOf),
        answers: answers.all(name).map(answersOf),
      };
    });
  };

  readonly rest = (): void => {
    this.#connection.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  };

  readonly close = (): void => {
    try {
      this.#connection.close();
    } catch {
      // It is of no use any more, whatever is wrong with it.
    }
  };

  #change(room: RoomName, change: Exclude<RoomChange, { readonly type: "cleared" }>): void {
    const statements = this.#statements;
    switch (change.type) {
      case "counted":
        statements.count.run(change.seq, change.members, room);
        return;
      case "seated": {
        const { member, name, token } = change.seat;
        statements.seat.run(room, member, name, token);
        return;
      }
      case "unseated":
        statements.unseat.run(room, change.member);
        statements.unanswer.run(room, change.member);
        return;
      case "kept":
        statements.keep.run(room, ...entryCells(change.entry));
        return;
      case "released":
        statements.release.run(room, change.first);
        return;
      case "answered":
        return this.#answer(room, change.answers);
      default:
        assertNever(change);
    }
  }

  #answer(room: RoomName, { member, ids, count, first, at, to }: SavedAnswers): void {
    const { total, answer, forget } = this.#statements;
    const before = Number(total.get(room, member)?.total ?? 0);
    const now = before + count;
    answer.run(room, member, now, toBlob(ids), count, first, at, to);
    const due = Math.floor(now / FORGET_EVERY) > Math.floor(before / FORGET_EVERY);
    if (due) forget.run(room, member, now - REMEMBERED);
  }
}

function prepareStatements(connection: DatabaseSync) {
  const prepare = (sql: string): StatementSync => connection.prepare(sql);
  return {
    begin: prepare("BEGIN"),
    commit: prepare("COMMIT"),
    addRoom: prepare("INSERT OR IGNORE INTO rooms VALUES (?, 0, 0)"),
    // Its seats, entries and answers go with it.
    dropRoom: prepare("DELETE FROM rooms WHERE name = ?"),
    retain: prepare("DELETE FROM rooms WHERE name NOT IN (SELECT value FROM json_each(?))"),
    count: prepare("UPDATE rooms SET seq = ?, members = ? WHERE name = ?"),
    goAhead: prepare("UPDATE rooms SET seq = seq + ?, members = members + ?"),
    seat: prepare("INSERT OR REPLACE INTO seats VALUES (?, ?, ?, ?)"),
    unseat: prepare("DELETE FROM seats WHERE room = ? AND member = ?"),
    unanswer: prepare("DELETE FROM answers WHERE room = ? AND member = ?"),
    keep: prepare("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
    release: prepare("DELETE FROM entries WHERE room = ? AND first = ?"),
    total: prepare("SELECT max(total) AS total FROM answers WHERE room = ? AND member = ?"),
    answer: prepare("INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
    forget: prepare("DELETE FROM answers WHERE room = ? AND member = ? AND total <= ?"),
    rooms: prepare("SELECT * FROM rooms ORDER BY name"),
    seats: prepare("SELECT * FROM seats WHERE room = ? ORDER BY member"),
    entries: prepare("SELECT * FROM entries WHERE room = ? ORDER BY first"),
    answers: prepare("SELECT * FROM answers WHERE room = ? ORDER BY member, total"),
  };
}
