/**
 * What happens in rooms, and the checked names in it. Messages are made of these, and so is what
 * the store saves. Readonly plain data.
 *
 * @module
 */

import type { TextBatch } from "../encoding/text_batch.ts";
import type { Identity, LeaveReason, Member } from "../protocol/frames.ts";

declare const brand: unique symbol;

/** One client on one connection. No two ever have the same id. */
export type SessionId = string & { readonly [brand]: "SessionId" };

/** A room's checked name. */
export type RoomName = string & { readonly [brand]: "RoomName" };

/** A person's checked name. A plain client's name is its address until it gives another. */
export type PersonName = string & { readonly [brand]: "PersonName" };

/** The SHA-256 of a seat's token in base64url. The server keeps no more of the token. */
export type TokenHash = string & { readonly [brand]: "TokenHash" };

/** What happened in a room. */
export type RoomEvent =
  | { readonly type: "joined"; readonly member: Member }
  | { readonly type: "left"; readonly member: Member; readonly reason: LeaveReason }
  /** The connection broke. The seat is kept until then, in milliseconds since 1970. */
  | { readonly type: "lost"; readonly member: Member; readonly until: number }
  | { readonly type: "returned"; readonly member: Member }
  | { readonly type: "renamed"; readonly member: Member; readonly was: string };

/** What texts and lines have in common. */
export interface Said {
  readonly from: Identity;
  readonly at: number;
  /** The number of the first. The others follow. */
  readonly first: number;
  readonly count: number;
  readonly weight: number;
}

/** Texts of a framed client, with their ids. */
export type SaidTexts = Said & {
  readonly type: "said";
  readonly ids: TextBatch;
  readonly texts: TextBatch;
};

/** Lines of a plain client, each with its newline. */
export type SaidLines = Said & { readonly type: "saidLines"; readonly lines: string };

/** A room event with its number. */
export interface Happened {
  readonly type: "happened";
  readonly event: RoomEvent;
  readonly seq: number;
  readonly at: number;
  readonly weight: number;
}

/**
 * An event with a number. Each seat gets it once, in order, and the room keeps it until all have
 * it.
 */
export type NumberedEvent = SaidTexts | SaidLines | Happened;
