/**
 * What the host wishes of all rooms, and what they answer. Readonly plain data, as all messages.
 *
 * @module
 */

import type { PersonName, RoomName } from "./facts.ts";
import type { Address } from "./runtime/actor.ts";

/** What the host wishes of each room. Each room answers with the people whom it came to. */
export type HostWish =
  /** Tell everybody. The text is cleaned, and within the bounds of one. */
  | { readonly type: "announce"; readonly text: string }
  /** Say who is there. */
  | { readonly type: "listPeople" }
  /** Free the seat of whoever has this name. */
  | { readonly type: "kick"; readonly name: string };

/** A wish on its way: to the directory, and from there to each room. */
export interface FromHost {
  readonly type: "fromHost";
  readonly wish: HostWish;
  /** The answers tell it again. */
  readonly question: number;
  readonly replyTo: Address<HostMessage>;
}

/** Somebody with a seat. */
export interface Person {
  readonly room: RoomName;
  readonly name: PersonName;
  /** Network address, as people see it; empty where it was not seen since the server started. */
  readonly address: string;
  readonly dialect: "plain" | "framed";
  /** Until when the seat of a lost client is kept, in milliseconds since 1970; `null`: it is not lost. */
  readonly lostUntil: number | null;
}

/** To the host's own actor. */
export type HostMessage =
  /** From the terminal. */
  | { readonly type: "wish"; readonly wish: HostWish }
  /** From the directory: so many rooms were asked. */
  | { readonly type: "asked"; readonly question: number; readonly rooms: number }
  /** From a room. */
  | {
    readonly type: "answered";
    readonly question: number;
    readonly people: readonly Person[];
  }
  /** Its own timer: a room that has not answered by now does not. */
  | { readonly type: "waitedLongEnough"; readonly question: number };
