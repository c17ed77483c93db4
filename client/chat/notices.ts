/**
 * What the chat tells its person, besides what people say. It must not know the words, or where
 * they appear.
 *
 * @module
 */

import type { LeaveReason, Member } from "../../actors/protocol/frames.ts";
import type { CommandName } from "./commands.ts";
import type { ConnectionEvent } from "../connection/connection_events.ts";

/** A member, as far as a notice needs to know. */
export type NoticeMember = Pick<Member, "name" | "online">;

/** A notice. */
export type Notice =
  | {
    readonly type: "welcome";
    readonly you: string;
    readonly room: string;
    readonly others: readonly NoticeMember[];
    /** This run of the client was in the room before. */
    readonly again: boolean;
    /** The person has their earlier seat back. */
    readonly resumed: boolean;
  }
  /** Events of the connection itself. */
  | Extract<
    ConnectionEvent,
    { type: "disconnected" | "leaving_later" | "not_connected" | "not_sent" | "measured" }
  >
  | {
    readonly type: "who";
    readonly you: string;
    readonly others: readonly NoticeMember[];
    /** False if the list is from before the connection was lost. */
    readonly connected: boolean;
  }
  | { readonly type: "joined" | "lost" | "returned"; readonly name: string }
  /** The person left by choice, unless there is another reason. */
  | { readonly type: "left"; readonly name: string; readonly reason?: LeaveReason }
  | { readonly type: "renamed"; readonly was: string; readonly name: string }
  /** The person's own name changed. */
  | { readonly type: "new_name"; readonly name: string }
  /** The wanted name is not valid. */
  | { readonly type: "invalid_name" }
  /** New texts wait, for the named member if the server gives a name. */
  | { readonly type: "paused"; readonly name: string | undefined }
  | { readonly type: "resumed" }
  /** One line from the server, which starts with its sender. */
  | { readonly type: "server"; readonly text: string }
  /** The seat or the transcript could not be written. `reason` comes from the operating system. */
  | { readonly type: "seat_not_saved" | "transcript_failed"; readonly reason: string }
  | { readonly type: "help"; readonly commands: readonly CommandName[] }
  | { readonly type: "usage"; readonly command: CommandName }
  | { readonly type: "time"; readonly at: number }
  | { readonly type: "name"; readonly name: string }
  /** Whether new texts are announced from now on. */
  | { readonly type: "notify"; readonly on: boolean }
  /** Whether the others learn what this person has read, from now on. */
  | { readonly type: "receipts"; readonly on: boolean }
  /** A command that has no effect in this view. */
  | { readonly type: "not_here"; readonly command: CommandName }
  | { readonly type: "unknown"; readonly word: string; readonly nearest: string | undefined };
