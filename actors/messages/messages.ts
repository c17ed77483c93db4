/**
 * Who says what to whom: the vocabulary of every actor of the chat. All is readonly plain data, so that it can cross
 * to another thread. Commands are imperative (`join`, `say`), facts past tense (`refused`, `said`).
 *
 * What one read of a client brings stays together all the way: one message to the room, one to the other session.
 *
 * @module
 */

import type { TextBatch } from "../encoding/text_batch.ts";
import type { NumberedEvent, PersonName, RoomName, SessionId, TokenHash } from "./events.ts";
import type {
  ClosingReason,
  Identity,
  LeaveReason,
  Member,
  RefusalReason,
} from "../protocol/frames.ts";
import type { Language } from "../languages/languages.ts";
import type { FromOperator } from "./operator.ts";
import type { Loaded, StoreReply } from "./store.ts";
import type { Address, ExitReason } from "../runtime/actor.ts";

/** What a client shows to take its seat back: the seat's token, and the last number it has. */
export interface Resume {
  readonly token: string;
  readonly seq: number;
}

/** What a client and the server speak. */
export type Dialect = "plain" | "framed";

/** What a newcomer's first bytes turned out to be. */
export type Greeting =
  | { readonly dialect: "plain" }
  | {
    readonly dialect: "framed";
    readonly name: PersonName;
    readonly room: RoomName;
    readonly resume: Resume | null;
    /** Bytes that its hello has: what follows them is for its session. */
    readonly helloBytes: number;
  }
  /** `not_joined`: what it said first is no hello, over a WebSocket, where nothing else is spoken. */
  | { readonly dialect: "framed"; readonly invalid: RefusalReason | "not_joined" }
  | { readonly dialect: "http" }
  | { readonly dialect: "tls" }
  /** It closed before it said anything. */
  | { readonly dialect: "none" };

/** To the greeter: what a newcomer sends until it is known what it speaks. */
export type GreeterMessage =
  | {
    readonly type: "newcomer";
    readonly connection: Address<ConnectionMessage>;
    /** Its IP address, without the port: browsers are known by it. */
    readonly ip: string;
    /** Whether it came over a WebSocket, and so speaks frames or nothing. */
    readonly framed: boolean;
  }
  | {
    readonly type: "bytes";
    readonly connection: Address<ConnectionMessage>;
    readonly bytes: Uint8Array;
  }
  /** It will send no more. */
  | { readonly type: "ended"; readonly connection: Address<ConnectionMessage> }
  /** Forget it: its connection is closed. */
  | { readonly type: "gone"; readonly connection: Address<ConnectionMessage> }
  /** From a session: its client, taken as plain since it was silent, was a browser. */
  | { readonly type: "browser"; readonly ip: string }
  /** The greeter's own timer: this newcomer said nothing more for a while. */
  | { readonly type: "quiet"; readonly connection: Address<ConnectionMessage> };

/** To a connection, which moves bytes between a socket and whoever understands them. */
export type ConnectionMessage =
  /** From the greeter, once. */
  | { readonly type: "greeted"; readonly greeting: Greeting }
  /** The greeter died, and with it what it knew of this newcomer. */
  | { readonly type: "ungreeted" }
  /** From whoever was sent bytes: so many of them are dealt with, read on. */
  | { readonly type: "consumed"; readonly bytes: number }
  | Refused
  | MemberMessage
  /** From the session: an answer to what its client sent, as it goes out. */
  | { readonly type: "write"; readonly text: string }
  /** From the session: its client names itself, and a room, only now. Answered by `entered` or `dismissed`. */
  | {
    readonly type: "hello";
    readonly room: RoomName;
    readonly name: PersonName;
    readonly resume: Resume | null;
  }
  /** From the session: write out what is there, then close. */
  | { readonly type: "finish" }
  /** The session is over; it said so itself, or its worker died. */
  | { readonly type: "sessionEnded"; readonly reason: ExitReason }
  /** The connection's own timers: its session should have been over; it has waited long enough to ask for its seat. */
  | { readonly type: "overdue" }
  | { readonly type: "mayAsk" };

/** A room's answer to a `join` that gets no seat. */
export interface Refused {
  readonly type: "refused";
  readonly reason: RefusalReason;
}

/** To the rooms' directory. */
export type RoomsMessage =
  /** Answered by `welcome` or `refused`. */
  | { readonly type: "join"; readonly room: RoomName; readonly request: JoinRequest }
  /**
   * The connection that sent a `join` ends before its answer. It goes the way of the `join`, so that it arrives behind
   * it and no seat stays with nobody.
   */
  | { readonly type: "cancelJoin"; readonly room: RoomName; readonly session: SessionId }
  /** From a room: nobody is left. `joins` tells how many it has heard of, since one may be on its way. */
  | { readonly type: "vacant"; readonly room: RoomName; readonly joins: number }
  | Loaded
  /** Answered by `asked`, and passed on to each room. */
  | FromOperator
  /** The store died, and a new one runs: it may not have what it was sent. */
  | { readonly type: "storeRestarted" };

/** Who asks for a seat. */
export interface JoinRequest {
  readonly session: SessionId;
  readonly name: PersonName;
  /** Network address, as people see it: `127.0.0.1:59538`. */
  readonly address: string;
  /** Of the token that a new seat is to have. */
  readonly token: TokenHash;
  /** Whether its client speaks frames, so that its seat waits for it when it is lost. A plain client has no token. */
  readonly returns: boolean;
  /** The seat it wants back, and the last number it has. */
  readonly resume: { readonly token: TokenHash; readonly seq: number } | null;
  /** Receives the answer, and from then on all that the room tells its member. */
  readonly replyTo: Address<MemberMessage | Refused>;
}

/** To a room. */
export type RoomMessage =
  /** Answered by `welcome` or `refused`. */
  | { readonly type: "join"; readonly request: JoinRequest }
  /** The client of this session has not seen its `welcome` and never will: its seat is given up. */
  | { readonly type: "cancelJoin"; readonly session: SessionId }
  /** A plain client that turned out to speak frames says its name. Answered by `welcome`. */
  | { readonly type: "introduce"; readonly session: SessionId; readonly name: PersonName }
  /** A framed client wants another name. Answered by the event that tells the others. */
  | { readonly type: "rename"; readonly session: SessionId; readonly name: PersonName }
  /** From a framed client: texts with its own ids for them. Answered by `accepted`. */
  | {
    readonly type: "say";
    readonly session: SessionId;
    readonly ids: TextBatch;
    readonly texts: TextBatch;
    readonly count: number;
    /** UTF-8 bytes of the texts. */
    readonly bytes: number;
  }
  /** From a plain client: lines as they came, each ended by a newline. It has no ids and wants no answer. */
  | {
    readonly type: "sayLines";
    readonly session: SessionId;
    readonly lines: string;
    readonly count: number;
    /** UTF-8 bytes of the lines. */
    readonly bytes: number;
  }
  /** Has all numbers up to `seq`. Answered by `neverSent` where it cannot. */
  | { readonly type: "ack"; readonly session: SessionId; readonly seq: number }
  /** The person has seen all up to `seq`. Answered by `neverSent` where nobody can. */
  | { readonly type: "read"; readonly session: SessionId; readonly seq: number }
  | { readonly type: "typing"; readonly session: SessionId; readonly active: boolean }
  /** What weighed so much has left for the client, and with it all numbers up to `seq`. */
  | {
    readonly type: "taken";
    readonly session: SessionId;
    readonly weight: number;
    readonly seq: number;
  }
  | { readonly type: "leave"; readonly session: SessionId; readonly reason: LeaveReason }
  /** All that this session had to say is said; it is told `closed` when that holds for all of the room. */
  | { readonly type: "close"; readonly session: SessionId; readonly reason: ClosingReason }
  | StoreReply
  /** From the directory. Answered by `answered`. */
  | FromOperator
  /** From the directory: the store may not have what it was sent. */
  | { readonly type: "saveAnew" }
  /**
   * The room's own timers: a lost seat was held long enough; a seat has kept the others waiting for too long; time to
   * try the store again.
   */
  | { readonly type: "heldLongEnough"; readonly member: string }
  | { readonly type: "waitedLongEnough"; readonly member: string }
  | { readonly type: "saveAgain" };

/**
 * To whoever tells a member of the room, which is its connection. What carries a `weight` is answered by `taken` with it, once
 * it has left for the client.
 */
export type MemberMessage =
  /** You are in it. */
  | {
    readonly type: "welcome";
    readonly room: Address<RoomMessage>;
    readonly name: RoomName;
    readonly capacity: number;
    readonly you: Identity;
    readonly members: readonly Member[];
    /** The last number given in the room. */
    readonly seq: number;
    /** Whether the client has its old seat again: what follows `since` comes next, by its old numbers. */
    readonly resumed: boolean;
    readonly since: number;
  }
  | NumberedEvent
  /** What was said is held; `ids` got numbers from `first` on. */
  | {
    readonly type: "accepted";
    readonly ids: TextBatch;
    readonly first: number;
    readonly at: number;
    readonly to: number;
  }
  /** These were passed on, but could not be made to outlive the server. `accepted` follows if they can later. */
  | { readonly type: "unsafe"; readonly ids: TextBatch }
  /** All seats that these were for have them. */
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
  /** Whether somebody does not read, so that nothing is to be said until it is `null` again. */
  | { readonly type: "flow"; readonly waitingFor: Identity | null }
  | NeverSent
  /** Nothing more comes. */
  | { readonly type: "closed"; readonly reason: ClosingReason };

/** The client says of a number that it has it, or has read it, which it was never sent. */
export interface NeverSent {
  readonly type: "neverSent";
}

/** To a session, from its connection. */
export type SessionMessage =
  /** What one read brought. Answered by `consumed`. */
  | { readonly type: "bytes"; readonly bytes: Uint8Array }
  /** The client will send no more; `lost`: not of its own will. */
  | { readonly type: "ended"; readonly lost: boolean }
  /** No more is read, since the server closes. */
  | { readonly type: "closing"; readonly reason: ClosingReason }
  /** The client is in this room, and `paused` or not as by `flow`. */
  | { readonly type: "entered"; readonly room: Address<RoomMessage>; readonly paused: boolean }
  /** Whether nothing is to be said, since somebody does not read. */
  | { readonly type: "flow"; readonly paused: boolean }
  | NeverSent
  /** The client was told that there is no place for it, or no longer. */
  | { readonly type: "dismissed" }
  /** The session's own timers. */
  | { readonly type: "lineTimeout" }
  | { readonly type: "idleTimeout" }
  | { readonly type: "keepalive" };

/** To the journal, which shows the host what is said where the host has asked for it. */
export type JournalMessage = {
  readonly type: "said";
  readonly address: string;
  readonly texts: readonly string[];
};

/** What a session is started with. */
export interface SessionInit {
  readonly session: SessionId;
  readonly dialect: Dialect;
  /** Its client's IP address, without the port. */
  readonly ip: string;
  readonly language: Language;
  /** Milliseconds after which a silent plain client is let go; 0: never. */
  readonly idleTimeout: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly connection: Address<ConnectionMessage>;
  readonly greeter: Address<GreeterMessage>;
}
