/**
 * A disk with the store's database. Commits outlive the server, and nothing else does. It can be
 * full, and fail a commit.
 *
 * @module
 */

import { DatabaseSync } from "node:sqlite";
import { type Database, SqliteDatabase } from "../../../server/store/database.ts";
import { prepareDatabase } from "../../../server/store/schema.ts";
import { MemoryDatabase } from "./memory_database.ts";

/** What databases are opened on. It can be emptied, since making one takes longer than a run. */
export interface Medium {
  readonly open: () => Database;
  readonly empty: () => void;
}

/** SQLite, in memory. */
export class SqliteMedium implements Medium, Disposable {
  readonly #connection = new DatabaseSync(":memory:");

  constructor() {
    prepareDatabase(this.#connection);
  }

  readonly open = (): Database => {
    this.#rollBack();
    const { begin, apply, commit, retain, goAhead, load, cleanFiles } = new SqliteDatabase(
      this.#connection,
    );
    return {
      begin,
      apply,
      commit,
      retain,
      goAhead,
      load,
      cleanFiles,
      close: () => this.#rollBack(),
    };
  };

  readonly empty = (): void => {
    this.#rollBack();
    for (const table of ["rooms", "seats", "entries", "answers"]) {
      this.#connection.exec(`DELETE FROM ${table}`);
    }
  };

  [Symbol.dispose](): void {
    this.#connection.close();
  }

  #rollBack(): void {
    if (this.#connection.isTransaction) this.#connection.exec("ROLLBACK");
  }
}

/** A disk. */
export class Disk {
  readonly #medium: Medium;
  /** Whether it is full. */
  full = false;
  /** Whether the next commit fails. */
  breaks = false;

  /** @param medium Is emptied. */
  constructor(medium: Medium = new MemoryDatabase()) {
    medium.empty();
    this.#medium = medium;
  }

  /** Opens the database, for a new server or a restarted store. */
  readonly open = (): Database => {
    const { begin, apply, commit, retain, goAhead, load, cleanFiles, close } = this.#medium.open();
    return {
      begin,
      retain,
      goAhead,
      load,
      cleanFiles,
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
  };
}
