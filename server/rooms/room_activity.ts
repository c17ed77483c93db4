/**
 * Which rooms were active lately. A busy connection reads in smaller pieces while other rooms are
 * active, so that they do not wait for it.
 *
 * @module
 */

import type { RoomMessage } from "../../actors/messages/room.ts";
import type { Address } from "../../actors/runtime/actor.ts";

/** `undefined` stands for all clients that are in no room yet. */
type Room = Address<RoomMessage> | undefined;

/** Milliseconds for which a room counts as active. */
const LATELY = 1_000;

/** When a room was last active. */
interface Activity {
  readonly room: Room;
  at: number;
}

/** To know whether some other room is active, it is enough to remember the last two. */
export class RoomActivity {
  #latest: Activity = { room: undefined, at: -Infinity };
  #before: Activity = { room: undefined, at: -Infinity };

  /** A client in this room has sent something. */
  noteActivity(room: Room, now: number): void {
    if (room !== this.#latest.room) {
      this.#before = this.#latest;
      this.#latest = { room, at: now };
    }
    this.#latest.at = now;
  }

  /** Whether another room than this was active lately. */
  isOtherActive(room: Room, now: number): boolean {
    const { at } = room === this.#latest.room ? this.#before : this.#latest;
    return now - at < LATELY;
  }
}
