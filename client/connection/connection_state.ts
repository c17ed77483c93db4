/**
 * The state of one person's connection to a server, its inputs, and its effects. It must not know
 * which input leads to which effect: `connection.ts` and its imports decide that.
 *
 * @module
 */

import type { ClientFrame, Hello, Identity } from "../../actors/protocol/frames.ts";
import type { Line } from "../../actors/encoding/line_decoder.ts";
import type { ConnectionEvent, Ending } from "./connection_events.ts";
import type { ResumableSeat } from "./saved_seat.ts";
import type { Outbox } from "./outbox.ts";
import type { SeenText } from "./seen_texts.ts";

/** How far the connection has come. `waiting` means lost, with another attempt ahead. */
export type Phase = "connecting" | "greeting" | "joined" | "waiting" | "leaving" | "ended";

/** The whole state of a connection. */
export interface Connection {
  readonly phase: Phase;
  /** The number of the current attempt to connect. Events of earlier attempts are ignored. */
  readonly attempt: number;
  readonly hello: Hello;
  /** The secret that takes the seat back, once the server has given one. */
  readonly token: string | undefined;
  /** Lines that arrived before the welcome and were not frames. */
  readonly plain: PlainLines;
  readonly outbox: Outbox;
  /** The server has stopped reading from this client until another member has caught up. */
  readonly paused: boolean;
  /** The highest event number received. Events that arrive again are not reported. */
  readonly lastSeq: number;
  /** The person can see every event up to this number. */
  readonly shown: number;
  readonly seenTexts: readonly SeenText[];
  readonly readPosition: ReadPosition;
  /** The members who are typing, as far as this client has reported. */
  readonly typingMembers: readonly TypingMember[];
  /** Whether the server believes that this person is typing. */
  readonly isTyping: boolean;
  /** This person's id in the room, once the server has given one. */
  readonly ownId: string | undefined;
  /** The last ping that the person asked for. `sentAt` is set until its pong arrives. */
  readonly ping: { readonly n: number; readonly sentAt: number | undefined };
  /**
   * The person has nothing more to say. The client leaves once the server has accepted everything.
   */
  readonly finishing: boolean;
  /** The client is waiting, for a short time, for a server that cannot store its texts. */
  readonly lingering: boolean;
  readonly health: ConnectionHealth;
}

/**
 * Lines for a plain-text client. The server sends them if the hello takes so long that it mistakes
 * this client for one. The client ignores them unless the server then closes.
 */
export interface PlainLines {
  readonly count: number;
  /** The last line among them that the server itself said. */
  readonly words: string | undefined;
}

/** No such lines yet. */
export const noPlainLines: PlainLines = { count: 0, words: undefined };

/** How far the person has read, in event numbers of the room. */
export interface ReadPosition {
  /** The last number before this seat began. This person never got the events up to there. */
  readonly since: number;
  /** The person has seen every event up to this number. */
  readonly seen: number;
  /** The highest number reported to the server over this connection. */
  readonly reported: number;
}

/** Another member who is typing. */
export interface TypingMember {
  readonly member: Identity;
  /** When the server last said so, in milliseconds since 1970. */
  readonly at: number;
}

/** How stable the connection is. Times are in milliseconds since 1970. */
export interface ConnectionHealth {
  /** When the server last let this client in, if it ever did. */
  readonly joinedAt: number | undefined;
  /** The connection was lost, and the server has not let this client in since. */
  readonly isLost: boolean;
  /**
   * Milliseconds spent waiting between attempts since the loss. The time a machine sleeps does not
   * count.
   */
  readonly waited: number;
  /** Losses in a row, without a stable connection between them. */
  readonly losses: number;
  /** When the last bytes arrived from the server. */
  readonly receivedAt: number;
}

/** The time and a random number, for one input. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** At least 0 and less than 1. Spreads out the attempts of many clients. */
  readonly random: number;
}

/** A timer: for the end of a phase, or for one of the other things that take time. */
export type Timer = Exclude<Phase, "joined" | "ended"> | "heartbeat" | "lingering" | "typing";

/** What happens to a connection. */
export type ConnectionInput =
  | { readonly type: "opened"; readonly attempt: number }
  | { readonly type: "unreachable"; readonly attempt: number }
  /** The server sent something, and these lines ended in it. Each should be a frame. */
  | { readonly type: "received"; readonly attempt: number; readonly lines: readonly Line[] }
  /** The server or the network ended the connection. */
  | { readonly type: "closed"; readonly attempt: number }
  /** A timer ran out. */
  | { readonly type: "woke"; readonly timer: Timer }
  /** The person can see every event up to `seq`. */
  | { readonly type: "shown"; readonly seq: number }
  /** The person has seen every event up to `seq`. */
  | { readonly type: "seen"; readonly seq: number }
  | { readonly type: "say"; readonly text: string }
  /** The person types, or has stopped typing. */
  | { readonly type: "typing"; readonly active: boolean }
  /** The person wants another name. `name` is a valid one. */
  | { readonly type: "rename"; readonly name: string }
  | { readonly type: "measure" }
  /** Leave once the server has accepted everything. */
  | { readonly type: "finish" }
  /** Cancel `finish`. */
  | { readonly type: "stay" }
  /** Leave now. The second time, do not even wait for the server's goodbye. */
  | { readonly type: "leave" }
  /** End without a goodbye, as if the client had been killed, so that the server keeps the seat. */
  | { readonly type: "vanish" };

/** What the driver has to do, in this order. */
export type ConnectionEffect =
  | { readonly type: "connect"; readonly attempt: number }
  | { readonly type: "send"; readonly frame: ClientFrame }
  | { readonly type: "notify"; readonly event: ConnectionEvent }
  /** Send a `shown` input once the person can see all events so far. */
  | { readonly type: "show"; readonly seq: number }
  /** Send a `woke` input after `ms` milliseconds. It replaces an earlier timer of the same name. */
  | { readonly type: "wake"; readonly timer: Timer; readonly ms: number }
  /** Close the transport. */
  | { readonly type: "disconnect" }
  /** Save this seat for another run, in place of the last one. */
  | { readonly type: "save"; readonly seat: ResumableSeat }
  /** Remove the saved seat, because the server has given it up. */
  | { readonly type: "forget" };

/** A connection after an input, and the resulting effects. */
export interface ConnectionStep {
  readonly connection: Connection;
  readonly effects: readonly ConnectionEffect[];
}

/** A step with these effects. */
export function step(connection: Connection, ...effects: ConnectionEffect[]): ConnectionStep {
  return { connection, effects };
}

/** A step that reports an event. */
export function notify(connection: Connection, event: ConnectionEvent): ConnectionStep {
  return step(connection, { type: "notify", event });
}

/** A step that sends a frame. */
export function send(connection: Connection, frame: ClientFrame): ConnectionStep {
  return step(connection, { type: "send", frame });
}

/** Ends the connection for good. */
export function end(connection: Connection, ending: Ending): ConnectionStep {
  const event = { type: "ended", ending } as const;
  return step({ ...connection, phase: "ended" }, { type: "notify", event }, { type: "disconnect" });
}

/**
 * Whether the server has ever let this client in. Only then does the client reconnect after a loss.
 */
export function hasJoined({ health }: Connection): boolean {
  return health.joinedAt !== undefined;
}
