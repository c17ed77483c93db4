/**
 * The messages around one client's connection: to the greeter, to the connection, and to its
 * session. All are readonly plain data, so that they can cross to another thread. Commands are
 * imperative (`finish`), facts past tense (`greeted`).
 *
 * @module
 */

import type { Language } from "../languages/languages.ts";
import type { ClosingReason, RefusalReason } from "../protocol/frames.ts";
import type { Address, ExitReason } from "../runtime/actor.ts";
import type { PersonName, RoomName, SessionId } from "./events.ts";
import type { MemberMessage, NeverSent, Refused, RoomMessage } from "./room.ts";

/** What a client and the server speak. */
export type Dialect = "plain" | "framed";

/** What a client shows to take its seat back: the seat's token, and the last number it has. */
export interface Resume {
  readonly token: string;
  readonly seq: number;
}

/** What a newcomer's first bytes mean. */
export type Greeting =
  | { readonly dialect: "plain" }
  | {
    readonly dialect: "framed";
    readonly name: PersonName;
    readonly room: RoomName;
    readonly resume: Resume | null;
    /** Length of the hello. The bytes after it are for the session. */
    readonly helloBytes: number;
  }
  /** `not_joined`: over a WebSocket, where only frames are allowed, the first one is no hello. */
  | { readonly dialect: "framed"; readonly invalid: RefusalReason | "not_joined" }
  | { readonly dialect: "http" }
  | { readonly dialect: "tls" }
  /** The client closed before it said anything. */
  | { readonly dialect: "none" };

/** To the greeter, which finds out what a newcomer speaks. */
export type GreeterMessage =
  | {
    readonly type: "newcomer";
    readonly connection: Address<ConnectionMessage>;
    /** The greeter remembers browsers by their ip. */
    readonly ip: string;
    /** Whether the client came over a WebSocket, where only frames are allowed. */
    readonly framed: boolean;
  }
  | {
    readonly type: "bytes";
    readonly connection: Address<ConnectionMessage>;
    readonly bytes: Uint8Array;
  }
  /** The client sends no more. */
  | { readonly type: "ended"; readonly connection: Address<ConnectionMessage> }
  /** The connection is closed. The greeter forgets it. */
  | { readonly type: "gone"; readonly connection: Address<ConnectionMessage> }
  /** From a session: the client was silent and so taken as plain, but it is a browser. */
  | { readonly type: "browser"; readonly ip: string }
  /** The greeter's own timer: this newcomer has been silent for a while. */
  | { readonly type: "quiet"; readonly connection: Address<ConnectionMessage> };

/** To a connection. */
export type ConnectionMessage =
  /** From the greeter, once. */
  | { readonly type: "greeted"; readonly greeting: Greeting }
  /** The greeter died, and has forgotten this newcomer. */
  | { readonly type: "ungreeted" }
  /** From the receiver of bytes: it has processed this many, so the connection may read on. */
  | { readonly type: "consumed"; readonly bytes: number }
  | Refused
  | MemberMessage
  /** From the session: an answer to its client, ready to write. */
  | { readonly type: "write"; readonly text: string }
  /**
   * From the session: a client that was taken as plain says hello. Answered by `entered` or
   * `dismissed`.
   */
  | {
    readonly type: "hello";
    readonly room: RoomName;
    readonly name: PersonName;
    readonly resume: Resume | null;
  }
  /** From the session: write what is queued, then close. */
  | { readonly type: "finish" }
  /** The session ended by itself, or its worker died. */
  | { readonly type: "sessionEnded"; readonly reason: ExitReason }
  /**
   * The connection's own timers: its deadline has passed; a throttled client may ask for its seat.
   */
  | { readonly type: "overdue" }
  | { readonly type: "mayAsk" };

/** To a session, from its connection. */
export type SessionMessage =
  /** The bytes of one read. Answered by `consumed`. */
  | { readonly type: "bytes"; readonly bytes: Uint8Array }
  /** The client sends no more. `lost`: its connection broke. */
  | { readonly type: "ended"; readonly lost: boolean }
  /** The server stops, and reads no more. */
  | { readonly type: "closing"; readonly reason: ClosingReason }
  /** The client is in this room. `paused` as in `flow`. */
  | { readonly type: "entered"; readonly room: Address<RoomMessage>; readonly paused: boolean }
  /** While `paused`, the client may say nothing, since another one does not read. */
  | { readonly type: "flow"; readonly paused: boolean }
  | NeverSent
  /** The connection has told the client that it is refused, or that its seat is gone. */
  | { readonly type: "dismissed" }
  /** The session's own timers. */
  | { readonly type: "lineTimeout" }
  | { readonly type: "idleTimeout" }
  | { readonly type: "keepalive" };

/** What a session is started with. */
export interface SessionInit {
  readonly session: SessionId;
  readonly dialect: Dialect;
  readonly ip: string;
  readonly language: Language;
  /** Milliseconds of silence after which a plain client is disconnected; 0: never. */
  readonly idleTimeout: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly connection: Address<ConnectionMessage>;
  readonly greeter: Address<GreeterMessage>;
}
