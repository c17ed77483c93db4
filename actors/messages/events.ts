/**
 * What happens in rooms, and whom it is about: what messages are made of, and what outlives the server. Readonly plain
 * data.
 *
 * @module
 */

import type { TextBatch } from "../encoding/text_batch.ts";
import type { Identity, LeaveReason, Member } from "../protocol/frames.ts";

declare const brand: unique symbol;

/** One client's stay on one connection: never given twice. */
export type SessionId = string & { readonly [brand]: "SessionId" };

/** A room's name, checked. */
export type RoomName = string & { readonly [brand]: "RoomName" };

/** A person's name, checked. A plain client's is its network address until it says another. */
export type PersonName = string & { readonly [brand]: "PersonName" };

/** The SHA-256 of a seat's token, base64url: all that the server keeps of it. */
export type TokenHash = string & { readonly [brand]: "TokenHash" };

/** What happened in a room. */
export type RoomEvent =
  | { readonly type: "joined"; readonly member: Member }
  | { readonly type: "left"; readonly member: Member; readonly reason: LeaveReason }
  /** Its connection is gone; its seat is kept until then, in milliseconds since 1970. */
  | { readonly type: "lost"; readonly member: Member; readonly until: number }
  | { readonly type: "returned"; readonly member: Member }
  | { readonly type: "renamed"; readonly member: Member; readonly was: string };

/** What is told of texts, or lines, that somebody said. */
export interface Said {
  readonly from: Identity;
  readonly at: number;
  /** The first one's number; the others follow. */
  readonly first: number;
  readonly count: number;
  readonly weight: number;
}

/** Texts with their ids. */
export type SaidTexts = Said & {
  readonly type: "said";
  readonly ids: TextBatch;
  readonly texts: TextBatch;
};

/** A plain client's lines, each ended by a newline. */
export type SaidLines = Said & { readonly type: "saidLines"; readonly lines: string };

/** One room event. */
export interface Happened {
  readonly type: "happened";
  readonly event: RoomEvent;
  readonly seq: number;
  readonly at: number;
  readonly weight: number;
}

/** What has numbers, comes to each seat once and in order, and is kept until each has it. */
export type NumberedEvent = SaidTexts | SaidLines | Happened;
