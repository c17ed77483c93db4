/**
 * The store's database without SQLite: as quick as a test of a thousand runs needs it. It keeps what was committed, and
 * nothing else.
 *
 * @module
 */

import type { RoomName } from "../../../actors/messages/events.ts";
import type { RoomChange } from "../../../actors/messages/room_snapshot.ts";
import type { Database } from "../../../server/store/database.ts";
import { SavedState } from "../fakes/memory_store.ts";
import type { Medium } from "./disk.ts";

/** Rooms in a map; and what they are on, which outlives whoever opens it. */
export class MemoryDatabase implements Database, Medium {
  readonly #rooms = new Map<RoomName, SavedState>();
  #changes: (() => void)[] = [];

  readonly begin = (): void => {};

  readonly commit = (): void => {
    for (const change of this.#changes) change();
    this.#changes = [];
  };

  readonly apply: Database["apply"] = (room, changes) => {
    this.#changes.push(() => {
      for (const change of changes) this.#apply(room, change);
    });
  };

  readonly retain: Database["retain"] = (rooms) => {
    this.#changes.push(() => {
      for (const room of this.#rooms.keys()) if (!rooms.includes(room)) this.#rooms.delete(room);
    });
  };

  readonly goAhead: Database["goAhead"] = ({ numbers, members }) => {
    for (const room of this.#rooms.values()) {
      room.seq += numbers;
      room.members += members;
    }
  };

  readonly load: Database["load"] = () => [...this.#rooms].map(([name, room]) => room.load(name));

  readonly rest = (): void => {};

  /** What was not committed is gone. */
  readonly close = (): void => {
    this.#changes = [];
  };

  /** Whoever had it open before has not committed what it did not. */
  readonly open = (): Database => {
    this.close();
    return this;
  };

  /** Forgets all. */
  readonly empty = (): void => {
    this.close();
    this.#rooms.clear();
  };

  #apply(name: RoomName, change: RoomChange): void {
    if (change.type === "cleared") {
      this.#rooms.delete(name);
      return;
    }
    const room = this.#rooms.get(name) ?? new SavedState();
    this.#rooms.set(name, room);
    room.apply(change);
  }
}
