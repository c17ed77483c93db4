/**
 * A disk with the store's database on it: what is committed outlives the server, and nothing else does. It can be full, and
 * fail at the very last.
 *
 * @module
 */

import { DatabaseSync } from "node:sqlite";
import { type Database, SqliteDatabase } from "../../../server/store/database.ts";
import { prepareDatabase } from "../../../server/store/schema.ts";
import type { Opening } from "../../../server/store/store.ts";
import { MemoryDatabase } from "./memory_database.ts";

/** A database that outlives those who close it, and can be emptied: to make one takes longer than a run. */
export interface LastingDatabase extends Database {
  readonly empty: () => void;
}

/** The real one, in memory. */
export class SqliteMemory extends SqliteDatabase implements LastingDatabase, Disposable {
  readonly #connection: DatabaseSync;

  constructor(connection = new DatabaseSync(":memory:")) {
    prepareDatabase(connection);
    super(connection);
    this.#connection = connection;
  }

  override readonly close = (): void => {
    if (this.#connection.isTransaction) this.#connection.exec("ROLLBACK");
  };

  readonly empty = (): void => {
    this.close();
    this.#connection.exec("DELETE FROM rooms");
  };

  [Symbol.dispose](): void {
    this.#connection.close();
  }
}

/** A disk. */
export class Disk {
  readonly #database: LastingDatabase;
  /** Nothing more goes on it. */
  full = false;
  /** The next commit fails. */
  breaks = false;

  /** @param database What is on it; emptied. */
  constructor(database: LastingDatabase = new MemoryDatabase()) {
    database.empty();
    this.#database = database;
  }

  /** Opens the database, as a new server does or a store that has failed. */
  readonly open = (): Opening => {
    const { begin, apply, commit, retain, goAhead, load, rest, close } = this.#database;
    const fragile: Database = {
      begin,
      retain,
      goAhead,
      load,
      rest,
      close,
      apply: (room, changes) => {
        if (this.full) throw new Error("database or disk is full");
        apply(room, changes);
      },
      commit: () => {
        if (this.full || this.breaks) throw new Error("disk I/O error");
        commit();
      },
    };
    return { type: "opened", database: fragile };
  };
}
