/**
 * What of a room outlives the server: its seats that wait for their clients' return, what they have not got yet, and
 * what they were answered. Readonly plain data; it knows nothing of how or where it is kept.
 *
 * @module
 */

import type { TextBatch } from "../encoding/text_batch.ts";
import type { NumberedEvent, PersonName, RoomName, TokenHash } from "./events.ts";

/** What has changed in a room of what outlives the server, from one `save` to the next. */
export type RoomChange =
  /** All of the room that was kept is forgotten. */
  | { readonly type: "cleared" }
  /** The last number given, and the last member's. */
  | { readonly type: "counted"; readonly seq: number; readonly members: number }
  /** A seat that waits for its client's return, new or with another name. */
  | { readonly type: "seated"; readonly seat: SavedSeat }
  /** It is free, and what it was answered is forgotten. */
  | { readonly type: "unseated"; readonly member: string }
  /** For somebody who has not said to have it. */
  | { readonly type: "kept"; readonly entry: SavedEntry }
  /** The entry that began with this number: all have it. */
  | { readonly type: "released"; readonly first: number }
  | { readonly type: "answered"; readonly answers: SavedAnswers };

/** A seat, as it outlives the server. */
export interface SavedSeat {
  /** Its member's id: `m1`. */
  readonly member: string;
  readonly name: PersonName;
  readonly token: TokenHash;
}

/** What is kept, and for whom. */
export interface SavedEntry {
  readonly fact: NumberedEvent;
  /** Member ids of the seats it is for. */
  readonly waitsFor: readonly string[];
}

/** What the ids of one run were answered: numbers from `first` on. */
export interface SavedAnswers {
  readonly member: string;
  readonly ids: TextBatch;
  readonly count: number;
  readonly first: number;
  readonly at: number;
  readonly to: number;
}

/** How far numbers go on from where they were kept last, and members from theirs. */
export interface Ahead {
  readonly numbers: number;
  readonly members: number;
}

/** A room, as it outlives the server. */
export interface SavedRoom {
  readonly name: RoomName;
  readonly seq: number;
  readonly members: number;
  readonly seats: readonly SavedSeat[];
  /** By number. */
  readonly entries: readonly SavedEntry[];
  /** By member and number. */
  readonly answers: readonly SavedAnswers[];
}
