/**
 * A disk in memory, with one database on it, that outlives the server that writes to it: it can be full, break, and be
 * opened again, also after a server that ended without a word. Threads for a store that stands on it.
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

/** What outlives simulated servers. */
export class SimulatedDisk {
  readonly #connection = new DatabaseSync(":memory:");
  #openings = 0;
  /** As long as it is set, the database cannot be opened. */
  unopenable: StoreProblem | undefined;
  /** As long as it is set, nothing can be committed. */
  broken = false;
  /** Transactions that were committed. */
  commits = 0;
  /** How often what was deleted left the files. */
  rests = 0;

  constructor() {
    prepareDatabase(this.#connection);
  }

  /** How often the database was opened. */
  get openings(): number {
    return this.#openings;
  }

  /** Leaves room for so many bytes more; without a number, for as many as anybody may want. */
  limit(bytes?: number): void {
    const [pages] = Object.values(this.#connection.prepare("PRAGMA page_count").get() ?? {});
    const most = bytes === undefined ? 0xffff_fffe : Number(pages) + Math.floor(bytes / 4_096);
    this.#connection.exec(`PRAGMA max_page_count = ${most}`);
  }

  /** What is on it: what was committed. */
  load(): readonly SavedRoom[] {
    return this.open().load();
  }

  /** Opens the database; who had it open before has it no more, and what that one did not commit is gone. */
  readonly open = (): Database => {
    if (this.unopenable !== undefined) throw new StoreError(this.unopenable);
    this.#rollback();
    const opened = ++this.#openings;
    const database = new SqliteDatabase(this.#connection);
    const guard = <A extends readonly unknown[], R>(act: (...args: A) => R) => (...args: A): R => {
      if (this.#openings !== opened) throw new Error("disk I/O error: opened by another");
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
      rest: guard(() => {
        this.rests++;
      }),
      close: () => {
        if (this.#openings === opened) this.#rollback();
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
