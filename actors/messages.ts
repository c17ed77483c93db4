/**
 * Who says what to whom: the vocabulary of every actor of the chat. All is readonly plain data, so that it can cross
 * to another thread. Commands are imperative (`join`, `say`), facts past tense (`admitted`, `said`).
 *
 * What one read of a client brings stays together all the way: one message to the room, one to the other session.
 *
 * @module
 */

import type {
  ClosingReason,
  Identity,
  LeaveReason,
  Member,
  RefusalReason,
} from "./protocol/frames.ts";
import type { Language } from "./protocol/texts.ts";
import type { Column } from "./column.ts";
import type { Address, ExitReason } from "./runtime/actor.ts";

declare const brand: unique symbol;

/** One client's stay on one connection: never given twice. */
export type SessionId = string & { readonly [brand]: "SessionId" };

/** A room's name, checked. */
export type RoomName = string & { readonly [brand]: "RoomName" };

/** A person's name, checked. A plain client's is its network address until it says another. */
export type PersonName = string & { readonly [brand]: "PersonName" };

/** What a newcomer's first bytes turned out to be. */
export type Greeting =
  | { readonly dialect: "plain" }
  | {
    readonly dialect: "framed";
    readonly name: PersonName;
    readonly room: RoomName;
    /** Bytes that its hello has: what follows them is for its session. */
    readonly helloBytes: number;
  }
  | { readonly dialect: "framed"; readonly invalid: RefusalReason }
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
    readonly host: string;
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
  | { readonly type: "browser"; readonly host: string }
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
  | JoinReply
  /** From the session: to the client. `written` answers with the `weight`s and the last `mark`. */
  | {
    readonly type: "write";
    readonly bytes: Uint8Array;
    readonly weight: number;
    readonly mark?: number;
  }
  /** From the session: whether to read on. */
  | { readonly type: "flow"; readonly paused: boolean }
  /** From the session: its client names itself, and a room, only now. Answered by `welcome` or `refused`. */
  | { readonly type: "rejoin"; readonly room: RoomName; readonly name: PersonName }
  /** From the session: write out what is there, then close. */
  | { readonly type: "finish" }
  /** The session is over; it said so itself, or its worker died. */
  | { readonly type: "sessionEnded"; readonly reason: ExitReason }
  /** The connection's own timer: its session should have been over. */
  | { readonly type: "overdue" };

/** A room's answer to `join`. */
export type JoinReply =
  /** A seat is kept: `enter` takes it. */
  | { readonly type: "admitted"; readonly room: Address<RoomMessage> }
  | { readonly type: "refused"; readonly reason: RefusalReason };

/** To the rooms' directory. */
export type RoomsMessage =
  | { readonly type: "join"; readonly room: RoomName; readonly request: JoinRequest }
  /** From a room: nobody is left. `joins` tells how many it has heard of, since one may be on its way. */
  | { readonly type: "vacant"; readonly room: RoomName; readonly joins: number };

/** Who asks for a seat. */
export interface JoinRequest {
  readonly session: SessionId;
  readonly name: PersonName;
  /** Network address, as people see it: `127.0.0.1:59538`. */
  readonly address: string;
  readonly replyTo: Address<JoinReply>;
}

/** To a room. */
export type RoomMessage =
  | { readonly type: "join"; readonly request: JoinRequest }
  /** Takes the seat that `join` kept; from now on the session hears the room. */
  | {
    readonly type: "enter";
    readonly session: SessionId;
    readonly replyTo: Address<SessionMessage>;
  }
  /** A plain client that turned out to speak frames says its name. Answered by `welcome`. */
  | { readonly type: "rename"; readonly session: SessionId; readonly name: PersonName }
  /** From a framed client: texts with its own ids for them. Answered by `accepted`. */
  | {
    readonly type: "say";
    readonly session: SessionId;
    readonly ids: Column;
    readonly texts: Column;
    readonly count: number;
  }
  /** From a plain client: lines as they came, each ended by a newline. It has no ids and wants no answer. */
  | {
    readonly type: "sayLines";
    readonly session: SessionId;
    readonly lines: string;
    readonly count: number;
  }
  /** Has all numbers up to `seq`. */
  | { readonly type: "ack"; readonly session: SessionId; readonly seq: number }
  /** The person has seen all up to `seq`. */
  | { readonly type: "read"; readonly session: SessionId; readonly seq: number }
  | { readonly type: "typing"; readonly session: SessionId; readonly active: boolean }
  /** What weighed so much has left for the client. */
  | { readonly type: "taken"; readonly session: SessionId; readonly weight: number }
  | { readonly type: "leave"; readonly session: SessionId; readonly reason: LeaveReason }
  /** All that this session had to say is said; it is told `closed` when that holds for all of the room. */
  | { readonly type: "close"; readonly session: SessionId; readonly reason: ClosingReason };

/** What happened in a room. */
export type RoomEvent =
  | { readonly type: "joined"; readonly member: Member }
  | { readonly type: "left"; readonly member: Member; readonly reason: LeaveReason }
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

/** To a session. What carries a `weight` is answered by `taken` with it, once it has left for the client. */
export type SessionMessage =
  /** From the connection: what one read brought. Answered by `consumed`. */
  | { readonly type: "bytes"; readonly bytes: Uint8Array }
  /** From the connection: the client will send no more; `lost`: not of its own will. */
  | { readonly type: "ended"; readonly lost: boolean }
  /** From the connection: no more is read, since the server closes. */
  | { readonly type: "closing"; readonly reason: ClosingReason }
  | { readonly type: "written"; readonly weight: number; readonly mark?: number }
  /** From the room: you are in it. */
  | {
    readonly type: "welcome";
    readonly room: Address<RoomMessage>;
    readonly name: RoomName;
    readonly capacity: number;
    readonly you: Identity;
    readonly members: readonly Member[];
    readonly seq: number;
  }
  /** From the connection: there is no seat in the room that a late hello asked for. */
  | { readonly type: "refused"; readonly reason: RefusalReason }
  | (Said & { readonly type: "said"; readonly ids: Column; readonly texts: Column })
  | (Said & { readonly type: "saidLines"; readonly lines: string })
  /** What was said is held; `ids` got numbers from `first` on. */
  | {
    readonly type: "accepted";
    readonly ids: Column;
    readonly first: number;
    readonly at: number;
    readonly to: number;
  }
  /** All seats that these were for have them. */
  | { readonly type: "delivered"; readonly first: number; readonly last: number }
  | {
    readonly type: "happened";
    readonly event: RoomEvent;
    readonly seq: number;
    readonly at: number;
    readonly weight: number;
  }
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
  /** Whether somebody does not read, so that this client is not to be read either. */
  | { readonly type: "flow"; readonly waitingFor: Identity | null }
  /** From the room: nothing more comes. */
  | { readonly type: "closed"; readonly reason: ClosingReason }
  /** The session's own timers. */
  | { readonly type: "settled" }
  | { readonly type: "idled" };

/** To the journal, which shows the host what is said where the host has asked for it. */
export type JournalMessage = {
  readonly type: "said";
  readonly address: string;
  readonly texts: readonly string[];
};

/** What a session is started with. */
export interface SessionInit {
  readonly session: SessionId;
  readonly dialect: "plain" | "framed";
  readonly address: string;
  /** The address without the port. */
  readonly host: string;
  readonly language: Language;
  /** What the client may take its seat back with; random, from the thread that has a source of it. */
  readonly token: string;
  /** Milliseconds after which a silent plain client is let go; 0: never. */
  readonly idleTimeout: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly connection: Address<ConnectionMessage>;
  readonly greeter: Address<GreeterMessage>;
}
