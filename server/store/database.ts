/**
 * The store's database: its operations, and their SQLite form. It knows the saved parts of rooms;
 * it must not know when it is called or where the file is.
 *
 * @module
 */

import type { DatabaseSync } from "node:sqlite";
import type { RoomName } from "../../actors/messages/events.ts";
import { assertNever } from "../../actors/encoding/assert_never.ts";
import type {
  Ahead,
  RoomChange,
  SavedAnswers,
  SavedEntry,
  SavedRoom,
} from "../../actors/messages/room_snapshot.ts";
import { prepareStatements } from "./statements.ts";
import { RoomRows } from "./row_index.ts";
import { answersOf, entryCells, entryOf, firstOf, type Row, seatOf, toBlob } from "./row_codec.ts";

/**
 * An open database. All but `close` may throw, with a reason that `problemOf` knows; then only
 * `close` is left.
 */
export interface Database {
  readonly begin: () => void;
  /** The changes since `begin` now outlive a power cut. */
  readonly commit: () => void;
  readonly apply: (room: RoomName, changes: readonly RoomChange[]) => void;
  /** Deletes all other rooms. */
  readonly retain: (rooms: readonly RoomName[]) => void;
  /** Moves all rooms' numbers ahead. Must not be called in a transaction. */
  readonly goAhead: (ahead: Ahead) => void;
  readonly load: () => readonly SavedRoom[];
  /** Removes deleted rows from all files. */
  readonly cleanFiles: () => void;
  /** Drops what was not committed. */
  readonly close: () => void;
}

/**
 * How far a room's last number may be ahead of the one in its row while only texts are added.
 * Otherwise each commit would write one more page for each room that talks. A starting server skips
 * 16 times as many numbers (`AHEAD` in `room_state.ts`).
 */
const LAG = 65_536;

/** A change within a room. */
type Change = Exclude<RoomChange, { readonly type: "cleared" }>;

/** An SQLite database that `prepareDatabase` has prepared. */
export class SqliteDatabase implements Database {
  readonly #connection: DatabaseSync;
  readonly #statements: ReturnType<typeof prepareStatements>;
  readonly #rooms = new Map<RoomName, RoomRows>();
  /** The highest row id of entries and answers. */
  #lastId = 0;

  constructor(connection: DatabaseSync) {
    this.#connection = connection;
    this.#statements = prepareStatements(connection);
    this.#findRows();
  }

  readonly begin = (): void => {
    this.#statements.begin.run();
  };

  readonly commit = (): void => {
    this.#statements.commit.run();
  };

  readonly apply = (room: RoomName, changes: readonly RoomChange[]): void => {
    for (const change of changes) {
      if (change.type === "cleared") this.#drop(room);
      else this.#change(room, this.#rowsOf(room), change);
    }
    const rows = this.#rooms.get(room);
    if (rows !== undefined && !(onlyAdd(changes) && mayLag(rows))) this.#count(room, rows);
  };

  readonly retain = (rooms: readonly RoomName[]): void => {
    const retained = new Set(rooms);
    for (const room of [...this.#rooms.keys()]) if (!retained.has(room)) this.#drop(room);
  };

  readonly goAhead = ({ numbers, members }: Ahead): void => {
    this.begin();
    for (const [room, rows] of this.#rooms) {
      rows.seq += numbers;
      rows.members += members;
      this.#count(room, rows);
    }
    this.commit();
  };

  readonly load = (): readonly SavedRoom[] => {
    const { seats, entries, answers } = this.#statements;
    const seated = Map.groupBy(seats.all(), roomOf);
    const saved = Map.groupBy(entries.all(), roomOf);
    const answered = Map.groupBy(answers.all(), roomOf);
    return [...this.#rooms].map(([name, { seq, members }]): SavedRoom => ({
      name,
      seq,
      members,
      seats: (seated.get(name) ?? []).map(seatOf),
      entries: (saved.get(name) ?? []).map(entryOf),
      answers: (answered.get(name) ?? []).map(answersOf),
    }));
  };

  readonly cleanFiles = (): void => {
    this.#connection.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  };

  readonly close = (): void => {
    try {
      this.#connection.close();
    } catch {
      // The database is of no use any more.
    }
  };

  #findRows(): void {
    const { rooms, entryRows, answerRows } = this.#statements;
    for (const row of rooms.all()) {
      const rows = new RoomRows();
      rows.seq = rows.writtenSeq = Number(row.seq);
      rows.members = rows.writtenMembers = Number(row.members);
      this.#rooms.set(roomOf(row), rows);
    }
    for (const row of entryRows.all()) {
      const id = this.#idOf(row);
      this.#rooms.get(roomOf(row))?.addEntry(Number(row.first), id);
    }
    for (const row of answerRows.all()) {
      const id = this.#idOf(row);
      this.#rooms.get(roomOf(row))?.addAnswers(String(row.member), id, Number(row.count));
    }
  }

  #idOf({ id }: Row): number {
    this.#lastId = Math.max(this.#lastId, Number(id));
    return Number(id);
  }

  #rowsOf(room: RoomName): RoomRows {
    const known = this.#rooms.get(room);
    if (known !== undefined) return known;
    const rows = new RoomRows();
    this.#rooms.set(room, rows);
    this.#statements.addRoom.run(room);
    return rows;
  }

  #count(room: RoomName, rows: RoomRows): void {
    this.#statements.count.run(rows.seq, rows.members, room);
    rows.writtenSeq = rows.seq;
    rows.writtenMembers = rows.members;
  }

  #drop(room: RoomName): void {
    const rows = this.#rooms.get(room);
    if (rows === undefined) return;
    const { forgetEntries, forgetAnswers, dropSeats, dropRoom } = this.#statements;
    this.#rooms.delete(room);
    forgetEntries.run(JSON.stringify(rows.entries));
    forgetAnswers.run(JSON.stringify(rows.answers));
    dropSeats.run(room);
    dropRoom.run(room);
  }

  #change(room: RoomName, rows: RoomRows, change: Change): void {
    const { seat, unseat, release, forgetAnswers } = this.#statements;
    switch (change.type) {
      case "counted":
        rows.seq = change.seq;
        rows.members = change.members;
        return;
      case "seated": {
        const { member, name, token } = change.seat;
        seat.run(room, member, name, token);
        return;
      }
      case "unseated":
        unseat.run(room, change.member);
        forgetAnswers.run(JSON.stringify(rows.dropAnswers(change.member)));
        return;
      case "kept":
        return this.#keep(room, rows, change.entry);
      case "released": {
        const id = rows.dropEntry(change.first);
        if (id !== undefined) release.run(id);
        return;
      }
      case "answered":
        return this.#answer(room, rows, change.answers);
      default:
        assertNever(change);
    }
  }

  #keep(room: RoomName, rows: RoomRows, entry: SavedEntry): void {
    const first = firstOf(entry);
    const id = rows.entry(first) ?? ++this.#lastId;
    rows.addEntry(first, id);
    this.#statements.keep.run(id, room, ...entryCells(entry));
  }

  #answer(room: RoomName, rows: RoomRows, answers: SavedAnswers): void {
    const { answer, forgetAnswers } = this.#statements;
    const { member, ids, count, first, at, to } = answers;
    const id = ++this.#lastId;
    answer.run(id, room, member, toBlob(ids), count, first, at, to);
    rows.addAnswers(member, id, count);
    const old = rows.dropOldAnswers(member);
    if (old.length > 0) forgetAnswers.run(JSON.stringify(old));
  }
}

/** Whether the changes only add rows, as those of a talk do. */
function onlyAdd(changes: readonly RoomChange[]): boolean {
  const isRow = ({ type }: RoomChange) => type === "kept" || type === "answered";
  return changes.some(isRow) &&
    changes.every((change) => isRow(change) || change.type === "counted");
}

function mayLag({ seq, writtenSeq, members, writtenMembers }: RoomRows): boolean {
  return members === writtenMembers && seq >= writtenSeq && seq - writtenSeq < LAG;
}

function roomOf({ room }: Row): RoomName {
  // The name was checked before it was written.
  return String(room) as RoomName;
}
