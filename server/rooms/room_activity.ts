/**
 * Who of all rooms was heard of lately: so that whoever is loud can tell whether anybody else is there to wait for it. It must
 * not know what is said.
 *
 * @module
 */

import type { RoomMessage } from "../../actors/messages/room.ts";
import type { Address } from "../../actors/runtime/actor.ts";

/** A room, as it is told from others. */
type Room = Address<RoomMessage> | undefined;

/** Milliseconds for which a room counts as talking: people who talk pause for longer, and whoever is loud then waits anew. */
const LATELY = 1_000;

/** When something of a room was last heard. */
interface Heard {
  readonly room: Room;
  at: number;
}

/** All rooms' traffic. Of two rooms one is another than any: so no more than the latest two have to be known. */
export class RoomActivity {
  #latest: Heard = { room: undefined, at: -Infinity };
  #before: Heard = { room: undefined, at: -Infinity };

  /** Something came from a client in this room. */
  noteActivity(room: Room, now: number): void {
    if (room !== this.#latest.room) {
      this.#before = this.#latest;
      this.#latest = { room, at: now };
    }
    this.#latest.at = now;
  }

  /** Whether something was heard lately from another room than this. */
  isOtherActive(room: Room, now: number): boolean {
    const { at } = room === this.#latest.room ? this.#before : this.#latest;
    return now - at < LATELY;
  }
}
