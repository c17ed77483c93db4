/**
 * The texts of the page, one file per language. A browser loads one of them. It must not know any
 * language.
 *
 * @module
 */

import type { Language } from "../../../actors/languages/languages.ts";
import type { CommandName } from "../../chat/commands.ts";
import type { NotSentReason } from "../../connection/connection_events.ts";
import type { Progress } from "../../chat/chat_log.ts";

/** Why there is no chat. */
export type ProblemKind =
  | "room_full"
  | "unsupported_version"
  | "invalid_name"
  | "invalid_room"
  | "stopping"
  | "replaced"
  | "kicked"
  | "closed"
  | "lost"
  | "unreachable"
  | "no_greeting"
  | "left";

/** The texts in one language. */
export interface PageTexts {
  readonly language: Language;
  readonly tagline: string;
  readonly name: string;
  readonly join: string;
  readonly room: (room: string) => string;
  readonly message: string;
  readonly placeholder: string;
  readonly send: string;
  readonly conversation: string;
  readonly menu: string;
  /** The settings. */
  readonly notifies: string;
  /** The browser lacks notifications, or the person denied them. */
  readonly cannotNotify: string;
  readonly receipts: string;
  readonly copyLink: string;
  readonly copied: string;
  readonly leave: string;
  readonly alone: string;
  readonly invite: string;
  /** Instead of `invite`, where the page's own address works on this machine only. */
  readonly inviteLocally: string;
  readonly here: string;
  /** `until` is when the seat is given up, if known. */
  readonly away: (until: string | undefined) => string;
  readonly typing: (names: readonly string[]) => string;
  /** Nobody is named if the name is empty. */
  readonly paused: (name: string) => string;
  readonly connecting: string;
  readonly disconnected: string;
  readonly reconnected: string;
  readonly retryingIn: (seconds: number) => string;
  readonly retrying: string;
  readonly tryNow: string;
  /** The number of unaccepted texts. */
  readonly waiting: (count: number) => string;
  readonly problems: Readonly<Record<ProblemKind, string>>;
  readonly tryAgain: string;
  readonly useHere: string;
  readonly reload: string;
  readonly startOver: string;
  /** The button that scrolls to the end. */
  readonly newest: string;
  readonly newMessages: (count: number) => string;
  readonly progress: Readonly<Record<Progress, string>>;
  readonly today: string;
  readonly yesterday: string;
  readonly joined: (name: string) => string;
  readonly left: (name: string) => string;
  readonly lost: (name: string) => string;
  readonly returned: (name: string) => string;
  readonly renamed: (was: string, name: string) => string;
  readonly resumed: string;
  readonly tooLong: (bytes: number) => string;
  readonly tooMany: string;
  /** Joins the last two names of a list. */
  readonly and: string;
  readonly you: (name: string) => string;
  readonly isAway: (name: string) => string;
  readonly who: (names: readonly string[]) => string;
  /** Answers to commands. */
  readonly measured: (ms: number) => string;
  readonly notConnected: string;
  readonly time: (time: string) => string;
  readonly called: (name: string) => string;
  readonly settings: Readonly<Record<"notify" | "receipts", (on: boolean) => string>>;
  readonly unknown: (word: string, nearest: string | undefined) => string;
  readonly help: Readonly<Record<CommandName, string>>;
  /** Which of each command's words in `commandWords` is shown. */
  readonly commandWord: 0 | 1;
  readonly notSent: Readonly<Record<NotSentReason, string>>;
  /** The old seat was given up, so texts may be missing. */
  readonly newSeat: string;
}
