/**
 * The messages of the store, which saves rooms. All are readonly plain data.
 *
 * @module
 */

import type { RoomName } from "./events.ts";
import type { Address } from "../runtime/actor.ts";
import type { Ahead, RoomChange, SavedRoom } from "./room_snapshot.ts";

/** To the store. */
export type StoreMessage =
  | Save
  /**
   * Answered by `loaded`. The store moves all numbers ahead of where they were saved last, and
   * saves that, before anyone hears a number that an earlier server might have given.
   */
  | { readonly type: "load"; readonly ahead: Ahead; readonly replyTo: Address<Loaded> }
  /** These are all rooms. The store deletes the others. */
  | { readonly type: "retain"; readonly rooms: readonly RoomName[] };

/**
 * A room has changed. Answered by `stored` or `unstored`, with the highest number of the room's
 * saves that the store handled together.
 */
export interface Save {
  readonly type: "save";
  readonly room: RoomName;
  readonly changes: readonly RoomChange[];
  /** The room's own number for this save. */
  readonly upTo: number;
  readonly replyTo: Address<StoreReply>;
}

/** To the store's half in the main thread, which delays saves. */
export type SaveDelayMessage =
  | StoreMessage
  /** Its own timer: the delay is over. */
  | { readonly type: "flush" }
  /** To itself, when it is asked to stop, so that it handles earlier messages first. */
  | { readonly type: "finish" };

/** To the store's half in its worker, which owns the database. */
export type StoreWorkerMessage =
  | Exclude<StoreMessage, Save>
  /** The saves of one delay, in order. */
  | { readonly type: "saves"; readonly saves: readonly Save[] }
  /** To itself: commit what has come. */
  | { readonly type: "commit" }
  /** To itself: remove deleted rows from the files; no save has come for a while. */
  | { readonly type: "cleanFiles" }
  /** To itself, when it is asked to stop, so that it handles earlier messages first. */
  | { readonly type: "finish" };

/** The store's answer to the saves of a room up to this number. */
export type StoreReply =
  /** They are on the disk. */
  | { readonly type: "stored"; readonly upTo: number }
  /** They could not be written. The room sends all of its state again. */
  | { readonly type: "unstored"; readonly upTo: number };

/** The store's answer to `load`. */
export interface Loaded {
  readonly type: "loaded";
  readonly rooms: readonly SavedRoom[];
}
