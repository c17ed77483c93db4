/**
 * What the chat has to tell its person besides what people say. It must not know in what words, nor where.
 *
 * @module
 */

import type { LeaveReason } from "../../actors/protocol/frames.ts";
import type { CommandName } from "./commands.ts";
import type { NotSentReason } from "../connection/connection_events.ts";

/** Someone, as far as a notice goes. */
export interface NoticeMember {
  readonly name: string;
  readonly online: boolean;
}

/** Something to tell. */
export type Notice =
  | {
    readonly type: "welcome";
    readonly you: string;
    readonly room: string;
    readonly others: readonly NoticeMember[];
    /** Not for the first time in this run of the client. */
    readonly again: boolean;
    /** To the seat that one had. */
    readonly resumed: boolean;
  }
  /** The connection is lost, and tried again. */
  | { readonly type: "disconnected" }
  /** Leaving waits for it to be back. */
  | { readonly type: "leaving_later" }
  | {
    readonly type: "who";
    readonly you: string;
    readonly others: readonly NoticeMember[];
    /** Otherwise it is as it was when the connection was lost. */
    readonly connected: boolean;
  }
  | { readonly type: "joined" | "lost" | "returned"; readonly name: string }
  /** By their own wish, unless another reason is known. */
  | { readonly type: "left"; readonly name: string; readonly reason?: LeaveReason }
  | { readonly type: "renamed"; readonly was: string; readonly name: string }
  /** One's own. */
  | { readonly type: "new_name"; readonly name: string }
  /** What was wished for cannot be a name. */
  | { readonly type: "invalid_name" }
  /** What is said waits, for the one who is named if the server names one. */
  | { readonly type: "paused"; readonly name: string | undefined }
  | { readonly type: "resumed" }
  /** The server's own words, one line that names their sender. */
  | { readonly type: "server"; readonly text: string }
  | { readonly type: "not_sent"; readonly reason: NotSentReason; readonly text?: string }
  | { readonly type: "measured"; readonly ms: number }
  /** The seat cannot be kept for another run, or the person's own log takes no more; `reason` is the system's own. */
  | { readonly type: "seat_not_saved" | "transcript_failed"; readonly reason: string }
  /** What was wished needs the server, and there is none for now. */
  | { readonly type: "not_connected" }
  | { readonly type: "help"; readonly commands: readonly CommandName[] }
  | { readonly type: "usage"; readonly command: CommandName }
  | { readonly type: "time"; readonly at: number }
  | { readonly type: "name"; readonly name: string }
  /** Whether new texts are announced, from now on. */
  | { readonly type: "notify"; readonly on: boolean }
  /** Whether the others are told what has been read, from now on. */
  | { readonly type: "receipts"; readonly on: boolean }
  /** A command that does nothing where it was given. */
  | { readonly type: "not_here"; readonly command: CommandName }
  | { readonly type: "unknown"; readonly word: string; readonly nearest: string | undefined };
