/**
 * The operator's commands to all rooms, and the rooms' answers. All are readonly plain data.
 *
 * @module
 */

import type { PersonName, RoomName } from "./events.ts";
import type { Address } from "../runtime/actor.ts";

/**
 * Commands that may wait for answers at once: more than the lines of a usual paste, and 2 MiB with
 * the longest texts.
 */
export const MAX_COMMANDS = 256;

/** A command of the operator. */
export type OperatorCommand =
  /** Tells everybody. The text is cleaned, and no longer than a text may be. */
  | { readonly type: "announce"; readonly text: string }
  /** Lists the people with seats. */
  | { readonly type: "listPeople" }
  /** The same, to complete names while the operator types. It is not shown. */
  | { readonly type: "listNames" }
  /**
   * Frees a seat. `who`: a name, with the room behind it if people in several rooms have that name.
   */
  | { readonly type: "kick"; readonly who: string };

/** A command as the rooms get it. Each room answers with the people that it concerned. */
export type RoomCommand =
  | Extract<OperatorCommand, { readonly type: "announce" | "listPeople" }>
  /** Frees the seat with this name in this room. Other rooms answer with nobody. */
  | { readonly type: "kick"; readonly name: string; readonly room: string };

/** To the room registry, and from there to each room. */
export interface FromOperator {
  readonly type: "fromOperator";
  readonly command: RoomCommand;
  /** The answers repeat it. */
  readonly question: number;
  readonly replyTo: Address<OperatorMessage>;
}

/** A person with a seat. */
export interface Person {
  readonly room: RoomName;
  readonly name: PersonName;
  /**
   * The client's ip and port, as people see them; empty if it has not connected since the server
   * started.
   */
  readonly address: string;
  readonly dialect: "plain" | "framed";
  /** The end of the hold of a lost seat, in milliseconds since 1970; `null`: the seat is taken. */
  readonly lostUntil: number | null;
}

/** To the operator's actor. */
export type OperatorMessage =
  /** From the terminal. */
  | { readonly type: "command"; readonly command: OperatorCommand }
  /** From the registry, which passed the command on to so many rooms. */
  | { readonly type: "asked"; readonly question: number; readonly rooms: number }
  /** From a room. */
  | {
    readonly type: "answered";
    readonly question: number;
    readonly people: readonly Person[];
    /** People who do not get the text, since too much is kept for them already. */
    readonly missed: readonly Person[];
  }
  /** Its own timer: it waits for no more answers. */
  | { readonly type: "waitedLongEnough"; readonly question: number };
