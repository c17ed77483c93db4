/**
 * Reduces a room's changes since the last commit: an entry that was added and released again before
 * the commit is never written.
 *
 * @module
 */

import type { RoomChange } from "../../actors/messages/room_snapshot.ts";
import { firstOf } from "./row_codec.ts";

/** A room's changes, in order. */
export class CoalescedChanges {
  #changes: (RoomChange | null)[] = [];
  /** The index of each added entry, by its first number. */
  readonly #entries = new Map<number, number>();
  #counted: RoomChange | null = null;

  /** Adds changes. */
  add(changes: readonly RoomChange[]): void {
    changes.forEach((change) => this.#add(change));
  }

  /** The changes to write. */
  get all(): readonly RoomChange[] {
    return [...this.#changes, this.#counted].filter((change) => change !== null);
  }

  #add(change: RoomChange): void {
    switch (change.type) {
      case "cleared":
        this.#changes = [change];
        this.#entries.clear();
        this.#counted = null;
        return;
      case "counted":
        this.#counted = change;
        return;
      case "released":
        // The release stays: the entry may have replaced one that an earlier commit wrote.
        this.#drop(change.first);
        break;
      case "kept": {
        const first = firstOf(change.entry);
        this.#drop(first);
        this.#entries.set(first, this.#changes.length);
        break;
      }
      default:
    }
    this.#changes.push(change);
  }

  #drop(first: number): void {
    const index = this.#entries.get(first);
    if (index !== undefined) this.#changes[index] = null;
    this.#entries.delete(first);
  }
}
