/**
 * The messages around a room: to the room registry, to a room, and from a room to its members. All
 * are readonly plain data. Commands are imperative (`join`, `say`), facts past tense (`refused`,
 * `said`).
 *
 * The texts of one read stay together all the way: one message to the room, and one to each member.
 *
 * @module
 */

import type { TextBatch } from "../encoding/text_batch.ts";
import type {
  ClosingReason,
  Identity,
  LeaveReason,
  Member,
  RefusalReason,
} from "../protocol/frames.ts";
import type { Address } from "../runtime/actor.ts";
import type { NumberedEvent, PersonName, RoomName, SessionId, TokenHash } from "./events.ts";
import type { FromOperator } from "./operator.ts";
import type { Loaded, StoreReply } from "./store.ts";

/** To the room registry. */
export type RoomsMessage =
  /** Answered by `welcome` or `refused`. */
  | { readonly type: "join"; readonly room: RoomName; readonly request: JoinRequest }
  /**
   * The connection that sent a `join` ended before the answer. `cancelJoin` goes the same way as
   * the `join`, so that it cannot arrive first and leave a seat that nobody uses.
   */
  | { readonly type: "cancelJoin"; readonly room: RoomName; readonly session: SessionId }
  /**
   * From a room without seats. `joins` is how many it has received: another one may be on its way.
   */
  | { readonly type: "vacant"; readonly room: RoomName; readonly joins: number }
  | Loaded
  /** Answered by `asked`, and passed on to each room. */
  | FromOperator
  /** The store was restarted. It may have lost what it was sent. */
  | { readonly type: "storeRestarted" };

/** A request for a seat. */
export interface JoinRequest {
  readonly session: SessionId;
  readonly name: PersonName;
  /** The client's ip and port, as people see it: `127.0.0.1:59538`. */
  readonly address: string;
  /** The token that a new seat gets. */
  readonly token: TokenHash;
  /**
   * Whether the client speaks frames, and so can come back to a lost seat. A plain client has no
   * token.
   */
  readonly returns: boolean;
  /** The seat that it wants back, and the last number it has. */
  readonly resume: { readonly token: TokenHash; readonly seq: number } | null;
  /** Receives the answer, and then all that the room tells its member. */
  readonly replyTo: Address<MemberMessage | Refused>;
}

/** To a room. */
export type RoomMessage =
  /** Answered by `welcome` or `refused`. */
  | { readonly type: "join"; readonly request: JoinRequest }
  /** The session ended before its client saw `welcome`. The room takes the seat back. */
  | { readonly type: "cancelJoin"; readonly session: SessionId }
  /** A plain client turned out to speak frames, and says its name. Answered by `welcome`. */
  | { readonly type: "introduce"; readonly session: SessionId; readonly name: PersonName }
  /** A framed client wants another name. Answered by the event that tells the others. */
  | { readonly type: "rename"; readonly session: SessionId; readonly name: PersonName }
  /** Texts from a framed client, which gives each an id. Answered by `accepted`. */
  | {
    readonly type: "say";
    readonly session: SessionId;
    readonly ids: TextBatch;
    readonly texts: TextBatch;
    readonly count: number;
    /** UTF-8 bytes of the texts. */
    readonly bytes: number;
  }
  /** Lines from a plain client, each with its newline. They have no ids and get no answer. */
  | {
    readonly type: "sayLines";
    readonly session: SessionId;
    readonly lines: string;
    readonly count: number;
    /** UTF-8 bytes of the lines. */
    readonly bytes: number;
  }
  /**
   * The client has all numbers up to `seq`. Answered by `neverSent` if it was not sent that many.
   */
  | { readonly type: "ack"; readonly session: SessionId; readonly seq: number }
  /** The person has read all up to `seq`. Answered by `neverSent` likewise. */
  | { readonly type: "read"; readonly session: SessionId; readonly seq: number }
  | { readonly type: "typing"; readonly session: SessionId; readonly active: boolean }
  /** The socket has written this weight to the client, and all numbers up to `seq`. */
  | {
    readonly type: "taken";
    readonly session: SessionId;
    readonly weight: number;
    readonly seq: number;
  }
  | { readonly type: "leave"; readonly session: SessionId; readonly reason: LeaveReason }
  /** The server stops, and this session has said all. The room answers `closed` once all have. */
  | { readonly type: "close"; readonly session: SessionId; readonly reason: ClosingReason }
  | StoreReply
  /** From the registry. Answered by `answered`. */
  | FromOperator
  /** From the registry: the store may have lost what it was sent. */
  | { readonly type: "saveAnew" }
  /**
   * The room's own timers: a lost seat was held for long enough; a stalled seat has held the others
   * back for too long; the room tries the store again.
   */
  | { readonly type: "heldLongEnough"; readonly member: string }
  | { readonly type: "waitedLongEnough"; readonly member: string }
  | { readonly type: "saveAgain" };

/** A room's answer to a `join` that gets no seat. */
export interface Refused {
  readonly type: "refused";
  readonly reason: RefusalReason;
}

/**
 * From a room to a member's connection. The connection answers a message with a `weight` by
 * `taken`, once the socket has written it.
 */
export type MemberMessage =
  /** The client has a seat. */
  | {
    readonly type: "welcome";
    readonly room: Address<RoomMessage>;
    readonly name: RoomName;
    readonly capacity: number;
    readonly you: Identity;
    readonly members: readonly Member[];
    /** The room's last number. */
    readonly seq: number;
    /** Whether the client has its old seat again. The numbers after `since` follow. */
    readonly resumed: boolean;
    readonly since: number;
  }
  | NumberedEvent
  /** The room has accepted these texts; their numbers begin with `first`. */
  | {
    readonly type: "accepted";
    readonly ids: TextBatch;
    readonly first: number;
    readonly at: number;
    readonly to: number;
  }
  /**
   * The others got these texts, but the store could not save them. `accepted` follows if it can
   * later.
   */
  | { readonly type: "unsafe"; readonly ids: TextBatch }
  /** All seats that these numbers were for have them. */
  | { readonly type: "delivered"; readonly first: number; readonly last: number }
  | {
    readonly type: "read";
    readonly from: Identity;
    readonly seq: number;
    readonly weight: number;
  }
  | {
    readonly type: "typing";
    readonly from: Identity;
    readonly active: boolean;
    readonly weight: number;
  }
  /** The client may say nothing while the room waits for this seat; `null`: it may go on. */
  | { readonly type: "flow"; readonly waitingFor: Identity | null }
  | NeverSent
  /** The last message to this member. */
  | { readonly type: "closed"; readonly reason: ClosingReason };

/** The client acked or read a number that it was never sent. */
export interface NeverSent {
  readonly type: "neverSent";
}

/** To the journal, which logs texts if the operator asked for it. */
export type JournalMessage = {
  readonly type: "said";
  readonly address: string;
  readonly texts: readonly string[];
};
