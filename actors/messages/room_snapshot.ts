/**
 * The saved part of a room: the seats that wait for their clients, the events that they have not
 * acked, and the answers that they got. Readonly plain data, which knows nothing of how it is
 * stored.
 *
 * @module
 */

import type { TextBatch } from "../encoding/text_batch.ts";
import type { NumberedEvent, PersonName, RoomName, TokenHash } from "./events.ts";

/** A change of the saved part, from one `save` to the next. */
export type RoomChange =
  /** All that was saved of the room is deleted. */
  | { readonly type: "cleared" }
  /** The room's last number, and its last member's. */
  | { readonly type: "counted"; readonly seq: number; readonly members: number }
  /** A seat is new, or has another name. */
  | { readonly type: "seated"; readonly seat: SavedSeat }
  /** A seat is free. Its answers are deleted. */
  | { readonly type: "unseated"; readonly member: string }
  /** Some seat has not acked this entry. */
  | { readonly type: "kept"; readonly entry: SavedEntry }
  /** All seats have the entry that begins with this number. */
  | { readonly type: "released"; readonly first: number }
  | { readonly type: "answered"; readonly answers: SavedAnswers };

/** A saved seat. */
export interface SavedSeat {
  /** The member's id: `m1`. */
  readonly member: string;
  readonly name: PersonName;
  readonly token: TokenHash;
}

/** A numbered event, and the seats that it waits for. */
export interface SavedEntry {
  readonly event: NumberedEvent;
  /** Member ids. */
  readonly waitsFor: readonly string[];
}

/** The answers to consecutive texts: their ids got numbers from `first` on. */
export interface SavedAnswers {
  readonly member: string;
  readonly ids: TextBatch;
  readonly count: number;
  readonly first: number;
  readonly at: number;
  readonly to: number;
}

/** How far a restored room moves its numbers, and its member ids, beyond the saved ones. */
export interface Ahead {
  readonly numbers: number;
  readonly members: number;
}

/** A saved room. */
export interface SavedRoom {
  readonly name: RoomName;
  readonly seq: number;
  readonly members: number;
  readonly seats: readonly SavedSeat[];
  /** Ordered by number. */
  readonly entries: readonly SavedEntry[];
  /** Ordered by member and number. */
  readonly answers: readonly SavedAnswers[];
}
