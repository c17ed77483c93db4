/**
 * What the page is about: whether somebody is asked for their name or is in the chat, what they type, and how they want
 * to be told. What a person does and what the connection tells go in, what is to be done comes out. It must not know how
 * any of it looks, nor how it is done.
 *
 * @module
 */

import { parseName } from "../../actors/protocol/names.ts";
import { type Chat, type ChatEvent, emptyChat, reduce } from "../chat/chat.ts";
import type { ConnectionInput } from "../connection/connection_state.ts";
import { type ChatLog, entriesSince } from "../chat/chat_log.ts";
import { notTyping, type TypingSignal } from "../chat/typing_signal.ts";
import type { PageTexts } from "./languages/texts.ts";

/** When entries of the log came here, by their keys, in milliseconds since 1970. */
export type Times = ReadonlyMap<number, number>;

/** How the person wants to be told, and what the others are. */
export interface Settings {
  readonly notifies: boolean;
  /** Whether the others may know what one has read. */
  readonly receipts: boolean;
}

/** `entering`: the name is given, and the server has not answered for the first time. */
export type Stage = "form" | "entering" | "chat";

/** All that the page is about. */
export interface Page {
  readonly words: PageTexts;
  readonly room: string;
  /** As it stands in the form, or as it was asked for; the server may give another. */
  readonly name: string;
  /** What stands in the form cannot be a name. */
  readonly isMisnamed: boolean;
  readonly stage: Stage;
  readonly chat: Chat;
  readonly times: Times;
  readonly draft: string;
  /** Why the draft was not sent. */
  readonly hint: string | undefined;
  readonly typing: TypingSignal;
  /** The window is visible and has the focus. */
  readonly isWatched: boolean;
  /** The newest that was said is within what is shown of the log. */
  readonly isAtEnd: boolean;
  /** Texts of others that came while the person did not see them. */
  readonly unread: number;
  readonly settings: Settings;
  /** The browser does not let the page tell of anything outside itself. */
  readonly cannotNotify: boolean;
  readonly isLeaving: boolean;
}

/** What is to be done, in this order. */
export type PageEffect =
  | { readonly type: "input"; readonly input: ConnectionInput }
  /** Connect; to the seat that is kept, if one is. */
  | { readonly type: "start" }
  /** Look whether nobody types any more after so many milliseconds, in place of an earlier time; `undefined`: not at all. */
  | { readonly type: "wakeTyping"; readonly ms: number | undefined }
  /** Somebody said something while the person looked elsewhere. */
  | { readonly type: "alert"; readonly from: string; readonly text: string }
  /** Name and settings, for the next time the page is opened. */
  | { readonly type: "remember" }
  | { readonly type: "askPermission" }
  /** Seat and log are not to be found by the next run of this page. `seat` false: only not by that. */
  | { readonly type: "forget"; readonly seat: boolean };

/** A page after something happened, and what is to be done about it. */
export interface PageStep {
  readonly page: Page;
  readonly effects: readonly PageEffect[];
}

/** What a page begins with. */
export type PageStart = Pick<Page, "words" | "room" | "name" | "settings">;

/** Nothing has happened. */
export function emptyPage(start: PageStart): Page {
  return {
    ...start,
    isMisnamed: false,
    stage: "form",
    chat: emptyChat,
    times: new Map(),
    draft: "",
    hint: undefined,
    typing: notTyping,
    isWatched: true,
    isAtEnd: true,
    unread: 0,
    cannotNotify: false,
    isLeaving: false,
  };
}

/** The person has given a name. */
export function join(page: Page, typed: string): PageStep {
  const name = parseName(typed);
  if (name === undefined) return quietly({ ...page, name: typed, isMisnamed: true });
  return {
    page: { ...page, name, isMisnamed: false, stage: "entering", chat: emptyChat },
    effects: [{ type: "remember" }, { type: "start" }],
  };
}

/** The page was in a chat when it was last loaded. */
export function takeUp(page: Page, name: string, log: ChatLog, times: Times): PageStep {
  return {
    page: { ...page, name, stage: "chat", chat: { ...emptyChat, log }, times },
    effects: [{ type: "start" }],
  };
}

/** The person wants to go on after the chat came to its end. */
export function goOn(page: Page): PageStep {
  if (page.stage !== "chat") return join(page, page.name);
  const chat: Chat = { ...page.chat, ending: undefined, status: { type: "starting" }, others: [] };
  return { page: { ...page, chat }, effects: [{ type: "start" }] };
}

/** The person wants to come in as somebody new. */
export function beginAnew(page: Page): PageStep {
  return { page: outside(page, emptyChat), effects: [{ type: "forget", seat: true }] };
}

/** The chat goes on. */
export function hear(page: Page, event: ChatEvent, at: number): PageStep {
  const chat = reduce(page.chat, event);
  const heard = { ...page, chat, times: timed(page, chat.log, at) };
  switch (event.type) {
    case "welcome":
      return quietly({ ...heard, stage: "chat" });
    case "said": {
      if (page.isWatched && page.isAtEnd) return quietly(heard);
      const told = page.isWatched || !page.settings.notifies;
      return {
        page: { ...heard, unread: page.unread + 1 },
        effects: told ? [] : [{ type: "alert", from: event.from.name, text: event.text }],
      };
    }
    case "ended":
      return end(heard);
    default:
      return quietly(heard);
  }
}

/** The person looks, or no longer does. */
export function watch(page: Page, seen: Partial<Pick<Page, "isWatched" | "isAtEnd">>): PageStep {
  const next = { ...page, ...seen };
  return quietly(next.isWatched && next.isAtEnd ? { ...next, unread: 0 } : next);
}

/** The person wants to be told otherwise. */
export function set(page: Page, changed: Partial<Settings>): PageStep {
  const asks: readonly PageEffect[] = changed.notifies ? [{ type: "askPermission" }] : [];
  return {
    page: { ...page, settings: { ...page.settings, ...changed }, cannotNotify: false },
    effects: [{ type: "remember" }, ...asks],
  };
}

/** The browser, or the person when it asked them, forbids notifications. */
export function forbidNotifying(page: Page): PageStep {
  return {
    page: { ...page, settings: { ...page.settings, notifies: false }, cannotNotify: true },
    effects: [{ type: "remember" }],
  };
}

/** Leaves when all is accepted; at once where nothing can be, or when it is asked for again. */
export function leave(page: Page): PageStep {
  const waits = page.chat.status.type === "up" && !page.isLeaving;
  return {
    page: { ...page, isLeaving: true },
    effects: [{ type: "input", input: { type: waits ? "finish" : "leave" } }],
  };
}

function end(page: Page): PageStep {
  const { ending } = page.chat;
  if (ending?.type === "left") {
    return {
      page: outside(page, { ...emptyChat, ending }),
      effects: [{ type: "forget", seat: true }],
    };
  }
  if (page.stage === "entering") return quietly({ ...page, stage: "form", typing: notTyping });
  const still = { ...page, isLeaving: false, typing: notTyping };
  // Loaded anew, this page would come in again: where it was thrown out of, or where somebody else has the seat.
  const reason = ending?.type === "closed" ? ending.reason : undefined;
  return reason === "replaced" || reason === "kicked"
    ? { page: still, effects: [{ type: "forget", seat: reason === "kicked" }] }
    : quietly(still);
}

/** Nobody is in a chat; what was said there is not for whoever comes in next. */
function outside(page: Page, chat: Chat): Page {
  const { words, room, name, settings, isWatched } = page;
  return { ...emptyPage({ words, room, name, settings }), isWatched, chat };
}

function timed({ chat, times }: Page, log: ChatLog, at: number): Times {
  const added = entriesSince(chat.log, log);
  if (added.length === 0) return times;
  const first = log.entries[0]?.key ?? 0;
  return new Map([
    ...[...times].filter(([key]) => key >= first),
    ...added.map(({ key }) => [key, at] as const),
  ]);
}

/** Nothing is to be done. */
export function quietly(page: Page): PageStep {
  return { page, effects: [] };
}
