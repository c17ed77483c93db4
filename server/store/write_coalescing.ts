/**
 * What rooms have changed since the last commit, as little as it comes to: what was kept and released again before
 * anything was written is never written at all.
 *
 * @module
 */

import type { RoomChange } from "../../actors/messages/room_snapshot.ts";
import { firstOf } from "./row_codec.ts";

/** One room's changes, in order. */
export class Gathering {
  #changes: (RoomChange | null)[] = [];
  /** Where what was kept stands among them, by its first number. */
  readonly #kept = new Map<number, number>();
  #counted: RoomChange | null = null;

  /** Adds what a room has changed. */
  add(changes: readonly RoomChange[]): void {
    changes.forEach((change) => this.#add(change));
  }

  /** What is to be written. */
  get changes(): readonly RoomChange[] {
    return [...this.#changes, this.#counted].filter((change) => change !== null);
  }

  #add(change: RoomChange): void {
    switch (change.type) {
      case "cleared":
        this.#changes = [change];
        this.#kept.clear();
        this.#counted = null;
        return;
      case "counted":
        this.#counted = change;
        return;
      case "released":
        // It stays, since what was kept here may have taken the place of what was written before.
        this.#drop(change.first);
        break;
      case "kept": {
        const first = firstOf(change.entry);
        this.#drop(first);
        this.#kept.set(first, this.#changes.length);
        break;
      }
      default:
    }
    this.#changes.push(change);
  }

  #drop(first: number): void {
    const place = this.#kept.get(first);
    if (place !== undefined) this.#changes[place] = null;
    this.#kept.delete(first);
  }
}
