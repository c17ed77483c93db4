/**
 * What the page has words for. A language's words stand in a file of their own, and a browser gets one of them: two
 * would be a tenth of the page. It must not know any language.
 *
 * @module
 */

import type { Language } from "../../../actors/languages/languages.ts";
import type { CommandName } from "../../chat/commands.ts";
import type { NotSentReason } from "../../connection/connection_events.ts";
import type { Progress } from "../../chat/chat_log.ts";

/** What a person may be told when there is no chat, or no more: what happened, and what can be done. */
export type Trouble =
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

/** The words in one language. */
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
  /** Where the browser has none, or the person said no. */
  readonly cannotNotify: string;
  readonly receipts: string;
  readonly copyLink: string;
  readonly copied: string;
  readonly leave: string;
  readonly alone: string;
  readonly invite: string;
  /** The page's own address is of no use to anybody else. */
  readonly inviteLocally: string;
  readonly here: string;
  /** Until then the seat is kept, where that is known. */
  readonly away: (until: string | undefined) => string;
  readonly typing: (names: readonly string[]) => string;
  /** An empty name: the server does not say whom. */
  readonly paused: (name: string) => string;
  readonly connecting: string;
  readonly disconnected: string;
  readonly reconnected: string;
  readonly retryingIn: (seconds: number) => string;
  readonly retrying: string;
  readonly tryNow: string;
  /** Texts that have not been accepted. */
  readonly waiting: (count: number) => string;
  readonly troubles: Readonly<Record<Trouble, string>>;
  readonly tryAgain: string;
  readonly useHere: string;
  readonly reload: string;
  readonly joinAnew: string;
  /** To the end of the log. */
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
  /** Between names. */
  readonly and: string;
  readonly you: (name: string) => string;
  readonly isAway: (name: string) => string;
  readonly who: (names: readonly string[]) => string;
  /** Commands' answers. */
  readonly measured: (ms: number) => string;
  readonly notConnected: string;
  readonly time: (time: string) => string;
  readonly called: (name: string) => string;
  readonly settings: Readonly<Record<"notify" | "receipts", (on: boolean) => string>>;
  readonly unknown: (word: string, nearest: string | undefined) => string;
  readonly help: Readonly<Record<CommandName, string>>;
  /** The commands' words, by which of `commandWords` they are. */
  readonly slash: 0 | 1;
  readonly notSent: Readonly<Record<NotSentReason, string>>;
  /** To another seat, since the old one was given up. */
  readonly seatedAnew: string;
}
