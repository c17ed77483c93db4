/**
 * What the store is told, and what it answers. Readonly plain data, as all messages.
 *
 * @module
 */

import type { RoomName } from "./events.ts";
import type { Address } from "../runtime/actor.ts";
import type { Ahead, RoomChange, SavedRoom } from "./room_snapshot.ts";

/** To the store, which keeps rooms over the server's end. */
export type StoreMessage =
  /** Answered by `stored` or `unstored` with the highest of the room's own numbers for its `save`s that came together. */
  | {
    readonly type: "save";
    readonly room: RoomName;
    readonly changes: readonly RoomChange[];
    readonly upTo: number;
    readonly replyTo: Address<StoreReply>;
  }
  /**
   * Answered by `loaded`, with all numbers `ahead` of where they were kept last: and kept so, before anybody is told of one
   * that might have been given before.
   */
  | { readonly type: "load"; readonly ahead: Ahead; readonly replyTo: Address<Loaded> }
  /** There are no other rooms than these: the rest is forgotten. */
  | { readonly type: "retain"; readonly rooms: readonly RoomName[] }
  /** The store's own timers: write what came together; nothing came for a while. */
  | { readonly type: "commit" }
  | { readonly type: "rest" }
  /** To itself, when it is told to stop: what was sent before that is dealt with. */
  | { readonly type: "finish" };

/** The store's answer to one or more `save`s of a room: those up to this number. */
export type StoreReply =
  /** They outlive the server. */
  | { readonly type: "stored"; readonly upTo: number }
  /** They could not be kept: the room is to send all of itself again. */
  | { readonly type: "unstored"; readonly upTo: number };

/** The store's answer to `load`: what it holds. */
export interface Loaded {
  readonly type: "loaded";
  readonly rooms: readonly SavedRoom[];
}
