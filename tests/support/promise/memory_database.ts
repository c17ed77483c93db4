/**
 * The store's database without SQLite, fast enough for a thousand runs. It keeps only what was
 * committed.
 *
 * @module
 */

import type { RoomName } from "../../../actors/messages/events.ts";
import type { RoomChange } from "../../../actors/messages/room_snapshot.ts";
import type { Database } from "../../../server/store/database.ts";
import { SavedState } from "../fakes/memory_store.ts";
import type { Medium } from "./disk.ts";

/** Rooms in a map, and their medium, which outlives each database opened on it. */
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

  readonly cleanFiles = (): void => {};

  /** Drops what was not committed. */
  readonly close = (): void => {
    this.#changes = [];
  };

  /** A database that was open before loses what it did not commit. */
  readonly open = (): Database => {
    this.close();
    return this;
  };

  /** Empties it. */
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
