/**
 * What is known of one person's connection to a server, what can happen to it, and what can be done about it. It must
 * not know what follows from what: that is in `connection.ts` and what it imports.
 *
 * @module
 */

import type { ClientFrame, Hello, Identity } from "../../actors/protocol/frames.ts";
import type { Line } from "../../actors/encoding/line_decoder.ts";
import type { ConnectionEvent, Ending } from "./connection_events.ts";
import type { SavedSeat } from "./saved_seat.ts";
import type { Outbox } from "./outbox.ts";
import type { SeenText } from "./seen_texts.ts";

/** How far the connection has come. `waiting`: lost, and soon to be tried again. */
export type Phase = "connecting" | "greeting" | "joined" | "waiting" | "leaving" | "ended";

/** Everything that is known of the connection. */
export interface Connection {
  readonly phase: Phase;
  /** The number of the attempt to connect whose events count: those of an older one are passed over. */
  readonly attempt: number;
  readonly hello: Hello;
  /** What the seat is taken back with; none before the server has given one. */
  readonly token: string | undefined;
  /** Lines that were no frames, before the server let this client in. */
  readonly plain: PlainLines;
  readonly outbox: Outbox;
  /** The server reads nothing from here until someone else has caught up. */
  readonly paused: boolean;
  /** The highest number that came; what comes a second time is not told. */
  readonly lastSeq: number;
  /** The highest number that the person can see, and everything before it. */
  readonly shown: number;
  readonly seenTexts: readonly SeenText[];
  readonly readPosition: ReadPosition;
  /** Who of the others is typing, as far as the person was told. */
  readonly typingMembers: readonly TypingMember[];
  /** The server takes this person to be typing. */
  readonly isTyping: boolean;
  /** This person's id in the room, once the server has given one. */
  readonly ownId: string | undefined;
  /** The person's last question how long the way is, and when it was asked, unless it is answered. */
  readonly ping: { readonly n: number; readonly askedAt: number | undefined };
  /** There is nothing more to say: leave when all is accepted. */
  readonly finishing: boolean;
  /** Leaving waits only for what the server cannot store, and not for long. */
  readonly lingering: boolean;
  readonly health: LinkHealth;
}

/**
 * What a server says to somebody whom it takes for a plain client, since the hello was long on its way: it is not for
 * this one, unless it is the last that comes.
 */
export interface PlainLines {
  readonly count: number;
  /** The server's own words among them, the last. */
  readonly words: string | undefined;
}

/** None came. */
export const noPlainLines: PlainLines = { count: 0, words: undefined };

/** How far the person has read. All are numbers of the room. */
export interface ReadPosition {
  /** The last number before this seat: what came before it was not for this person. */
  readonly since: number;
  /** The highest number that the person has seen. */
  readonly seen: number;
  /** The highest that the server was told of over this connection. */
  readonly reported: number;
}

/** Someone else who is typing. */
export interface TypingMember {
  readonly member: Identity;
  /** When it was told last, in milliseconds since 1970. */
  readonly at: number;
}

/** How well the connection holds. Times are in milliseconds since 1970. */
export interface LinkHealth {
  /** When the server last let this client in; never, before the first time. */
  readonly joinedAt: number | undefined;
  /** Whether the connection was lost, and the server has not let this client in again. */
  readonly isLost: boolean;
  /** Milliseconds that it has waited between attempts since: a machine that sleeps does not count as one that tries. */
  readonly waited: number;
  /** How often it has been lost since it last held for a while. */
  readonly losses: number;
  /** When the last byte came from the server. */
  readonly heardAt: number;
}

/** When something happens, and what chance has to say about it. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** From 0 up to, but not including, 1: spreads what many clients would else do at once. */
  readonly random: number;
}

/** Something that is waited for: the end of the time that a phase may take, or what else has a time. */
export type Timer = Exclude<Phase, "joined" | "ended"> | "heartbeat" | "lingering" | "typing";

/** What happens to a connection. */
export type ConnectionInput =
  | { readonly type: "opened"; readonly attempt: number }
  | { readonly type: "unreachable"; readonly attempt: number }
  /** Something came from the server, and these lines ended in it; each should be a frame. */
  | { readonly type: "received"; readonly attempt: number; readonly lines: readonly Line[] }
  /** The server ended it, or the network did. */
  | { readonly type: "closed"; readonly attempt: number }
  /** The time that was asked for is over. */
  | { readonly type: "woke"; readonly timer: Timer }
  /** All up to `seq` is where the person can see it. */
  | { readonly type: "shown"; readonly seq: number }
  /** The person has seen all up to `seq`. */
  | { readonly type: "seen"; readonly seq: number }
  | { readonly type: "say"; readonly text: string }
  /** The person has begun to type, or still does; or has stopped. */
  | { readonly type: "typing"; readonly active: boolean }
  /** The person wants to be called otherwise; `name` may be a name. */
  | { readonly type: "rename"; readonly name: string }
  | { readonly type: "measure" }
  /** Leave when all that was said is accepted. */
  | { readonly type: "finish" }
  /** The person does not want to leave after all. */
  | { readonly type: "stay" }
  /** Leave now; the second time, do not even wait for the server's goodbye. */
  | { readonly type: "leave" }
  /** The person is gone without a word, as if the client had been killed: the seat waits for them. */
  | { readonly type: "vanish" };

/** What is to be done, in this order. */
export type ConnectionEffect =
  | { readonly type: "connect"; readonly attempt: number }
  | { readonly type: "send"; readonly frame: ClientFrame }
  | { readonly type: "notify"; readonly event: ConnectionEvent }
  /** Tell with `shown` when all that was notified so far can be seen. */
  | { readonly type: "show"; readonly seq: number }
  /** Tell with `woke` after so long; the next one for the same timer takes the place of this. */
  | { readonly type: "wake"; readonly timer: Timer; readonly ms: number }
  /** Let go of the last attempt's connection. */
  | { readonly type: "disconnect" }
  /** Keep this, in place of what was kept before, for another run of the client. */
  | { readonly type: "save"; readonly seat: SavedSeat }
  /** Keep nothing: the seat is gone. */
  | { readonly type: "forget" };

/** A connection after an input, and what is to be done about it. */
export interface ConnectionStep {
  readonly connection: Connection;
  readonly effects: readonly ConnectionEffect[];
}

/** Nothing is to be done. */
export function withoutEffects(connection: Connection): ConnectionStep {
  return { connection, effects: [] };
}

/** Tells the person. */
export function notify(connection: Connection, event: ConnectionEvent): ConnectionStep {
  return { connection, effects: [{ type: "notify", event }] };
}

/** Ends the connection for good. */
export function end(connection: Connection, ending: Ending): ConnectionStep {
  return {
    connection: { ...connection, phase: "ended" },
    effects: [{ type: "notify", event: { type: "ended", ending } }, { type: "disconnect" }],
  };
}

/** Whether the server has let this client in since it was started: if so, what is lost is tried again. */
export function hasJoined({ health }: Connection): boolean {
  return health.joinedAt !== undefined;
}
