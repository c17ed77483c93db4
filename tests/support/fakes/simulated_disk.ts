/**
 * A disk in memory with one database, which outlives its servers. It can be full, fail a commit,
 * and be opened again. Also simulated threads for a store on it.
 *
 * @module
 */

import { DatabaseSync } from "node:sqlite";
import type { Clock } from "../../../actors/runtime/clock.ts";
import type { SavedRoom } from "../../../actors/messages/room_snapshot.ts";
import { type Database, SqliteDatabase } from "../../../server/store/database.ts";
import { prepareDatabase } from "../../../server/store/schema.ts";
import { storeActors } from "../../../server/store/store_actors.ts";
import { StoreError, type StoreProblem } from "../../../server/store/problems.ts";
import { type SimulatedThreads, simulatedThreads } from "./simulated_threads.ts";

export class SimulatedDisk {
  readonly #connection = new DatabaseSync(":memory:");
  /** Times the database was opened. */
  openings = 0;
  /** While it is set, the database cannot be opened. */
  unopenable: StoreProblem | undefined;
  /** While it is set, commits fail. */
  broken = false;
  /** Committed transactions. */
  commits = 0;
  /** Calls of `cleanFiles`. */
  cleanings = 0;

  constructor() {
    prepareDatabase(this.#connection);
  }

  /** Leaves room for this many more bytes, or for any number. */
  limit(bytes?: number): void {
    const [pages] = Object.values(this.#connection.prepare("PRAGMA page_count").get() ?? {});
    const most = bytes === undefined ? 0xffff_fffe : Number(pages) + Math.floor(bytes / 4_096);
    this.#connection.exec(`PRAGMA max_page_count = ${most}`);
  }

  /** The committed rooms. */
  load(): readonly SavedRoom[] {
    return this.open().load();
  }

  /** Opens the database. The previous one fails from now on, and its open transaction is lost. */
  readonly open = (): Database => {
    if (this.unopenable !== undefined) throw new StoreError(this.unopenable);
    this.#rollback();
    const opened = ++this.openings;
    const database = new SqliteDatabase(this.#connection);
    const guard = <A extends readonly unknown[], R>(act: (...args: A) => R) => (...args: A): R => {
      if (this.openings !== opened) throw new Error("disk I/O error: opened by another");
      return act(...args);
    };
    return {
      begin: guard(database.begin),
      apply: guard(database.apply),
      retain: guard(database.retain),
      goAhead: guard(database.goAhead),
      load: guard(database.load),
      commit: guard(() => {
        if (this.broken) throw new Error("disk I/O error");
        database.commit();
        this.commits++;
      }),
      cleanFiles: guard(() => {
        this.cleanings++;
      }),
      close: () => {
        if (this.openings === opened) this.#rollback();
      },
    };
  };

  #rollback(): void {
    if (this.#connection.isTransaction) this.#connection.exec("ROLLBACK");
  }
}

/** Threads for a store on this disk. */
export function simulatedStoreThreads(disk: SimulatedDisk, clock: Clock): SimulatedThreads {
  return simulatedThreads(storeActors(disk.open), clock);
}
