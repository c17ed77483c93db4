/**
 * What the host wishes of all rooms, and what they answer. Readonly plain data, as all messages.
 *
 * @module
 */

import type { PersonName, RoomName } from "./events.ts";
import type { Address } from "../runtime/actor.ts";

/**
 * Wishes of the host that may wait for their answers at once: more than a paste of lines leaves behind, and with a whole
 * page (8 KiB) each 2 MiB.
 */
export const MAX_COMMANDS = 256;

/** What the host wishes. */
export type OperatorCommand =
  /** Tell everybody. The text is cleaned, and within the bounds of one. */
  | { readonly type: "announce"; readonly text: string }
  /** Say who is there. */
  | { readonly type: "listPeople" }
  /** The same, for what the host is about to type: it is not to be shown. */
  | { readonly type: "listNames" }
  /** Free a seat. `who`: the name, and behind it the room, which may be left out where only one is called so. */
  | { readonly type: "kick"; readonly who: string };

/** What comes of it for each room. Each answers with the people whom it came to. */
export type RoomCommand =
  | Extract<OperatorCommand, { readonly type: "announce" | "listPeople" }>
  /** Free the seat of whoever has this name in this room; it is nothing to the others. */
  | { readonly type: "kick"; readonly name: string; readonly room: string };

/** A wish on its way: to the directory, and from there to each room. */
export interface FromOperator {
  readonly type: "fromOperator";
  readonly command: RoomCommand;
  /** The answers tell it again. */
  readonly question: number;
  readonly replyTo: Address<OperatorMessage>;
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
export type OperatorMessage =
  /** From the terminal. */
  | { readonly type: "command"; readonly command: OperatorCommand }
  /** From the directory: so many rooms were asked. */
  | { readonly type: "asked"; readonly question: number; readonly rooms: number }
  /** From a room. */
  | {
    readonly type: "answered";
    readonly question: number;
    readonly people: readonly Person[];
    /** Whom it did not come to, since too much is kept for them already. */
    readonly missed: readonly Person[];
  }
  /** Its own timer: who has not answered by now does not. */
  | { readonly type: "waitedLongEnough"; readonly question: number };
