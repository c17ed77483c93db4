/**
 * The page's state and its transitions: the join form or the chat, the draft, and the settings.
 * Takes what the person does and what the connection reports; returns effects. It must not know how
 * the page looks, nor how effects are carried out.
 *
 * @module
 */

import { parseName } from "../../actors/protocol/names.ts";
import { type Chat, type ChatEvent, emptyChat, reduce } from "../chat/chat.ts";
import type { ConnectionInput } from "../connection/connection_state.ts";
import { type ChatLog, entriesSince } from "../chat/chat_log.ts";
import { notTyping, type TypingSignal } from "../chat/typing_signal.ts";
import type { PageTexts } from "./languages/texts_nb.ts";

/** When each log entry arrived, by its key; in milliseconds since 1970. */
export type Times = ReadonlyMap<number, number>;

/** The person's settings. */
export interface Settings {
  /** Show notifications. */
  readonly notifies: boolean;
  /** Send read receipts. */
  readonly receipts: boolean;
}

/** Whether the person can see the newest text. */
export interface Attention {
  /** The window is visible and has the focus. */
  readonly isFocused: boolean;
  /** The log is scrolled to its end. */
  readonly isAtEnd: boolean;
}

/** `entering`: the person has given a name, and the server has not answered yet. */
export type Stage = "form" | "entering" | "chat";

/** The whole state. */
export interface Page extends Attention {
  readonly texts: PageTexts;
  readonly room: string;
  /** As given in the form. The server may assign another one. */
  readonly name: string;
  readonly isNameInvalid: boolean;
  readonly stage: Stage;
  readonly chat: Chat;
  readonly times: Times;
  readonly draft: string;
  /** Why the draft was not sent. */
  readonly hint: string | undefined;
  readonly typing: TypingSignal;
  /** The number of texts from others that the person has not seen. */
  readonly unread: number;
  readonly settings: Settings;
  /** The browser or the person has denied notifications. */
  readonly cannotNotify: boolean;
  readonly isLeaving: boolean;
}

/** What the shell should do. */
export type PageEffect =
  | { readonly type: "input"; readonly input: ConnectionInput }
  /** Connect, with the saved seat if there is one. */
  | { readonly type: "start" }
  /** Replace the timer that ends typing; `undefined` clears it. */
  | { readonly type: "scheduleTypingPause"; readonly ms: number | undefined }
  | { readonly type: "notify"; readonly from: string; readonly text: string }
  | { readonly type: "savePreferences" }
  | { readonly type: "requestNotifications" }
  /** Remove what a reload would restore. With `seat`, this page forgets its seat too. */
  | { readonly type: "removeSaved"; readonly seat: boolean };

/** The new state, and the effects in order. */
export interface PageStep {
  readonly page: Page;
  readonly effects: readonly PageEffect[];
}

/** The values that a page starts with. */
export type PageOptions = Pick<Page, "texts" | "room" | "name" | "settings">;

/** The state of a new page. */
export function emptyPage(options: PageOptions): Page {
  return {
    ...options,
    isNameInvalid: false,
    stage: "form",
    chat: emptyChat,
    times: new Map(),
    draft: "",
    hint: undefined,
    typing: notTyping,
    isFocused: true,
    isAtEnd: true,
    unread: 0,
    cannotNotify: false,
    isLeaving: false,
  };
}

/** The person submits the join form. */
export function join(page: Page, typed: string): PageStep {
  const name = parseName(typed);
  if (name === undefined) return step({ ...page, name: typed, isNameInvalid: true });
  const entered = { ...page, name, isNameInvalid: false, chat: emptyChat };
  return step({ ...entered, stage: "entering" }, { type: "savePreferences" }, { type: "start" });
}

/** The page was in the chat before a reload. */
export function restore(page: Page, name: string, log: ChatLog, times: Times): PageStep {
  const chat = { ...emptyChat, log };
  return step({ ...page, name, stage: "chat", chat, times }, { type: "start" });
}

/** The person joins again after the connection has ended for good. */
export function rejoin(page: Page): PageStep {
  if (page.stage !== "chat") return join(page, page.name);
  const chat: Chat = { ...page.chat, ending: undefined, status: { type: "starting" }, others: [] };
  return step({ ...page, chat }, { type: "start" });
}

/** The person gives up the seat, and goes back to the form. */
export function startOver(page: Page): PageStep {
  return step(backToForm(page, emptyChat), { type: "removeSaved", seat: true });
}

/** Something happened in the chat. */
export function applyEvent(page: Page, event: ChatEvent, at: number): PageStep {
  const chat = reduce(page.chat, event);
  const next = { ...page, chat, times: withTimes(page, chat.log, at) };
  switch (event.type) {
    case "welcome":
      return step({ ...next, stage: "chat" });
    case "said": {
      if (page.isFocused && page.isAtEnd) return step(next);
      const unread = { ...next, unread: page.unread + 1 };
      if (page.isFocused || !page.settings.notifies) return step(unread);
      return step(unread, { type: "notify", from: event.from.name, text: event.text });
    }
    case "ended":
      return end(next);
    default:
      return step(next);
  }
}

/** The person looks at the page, looks away, or scrolls. */
export function setAttention(page: Page, attention: Partial<Attention>): PageStep {
  const next = { ...page, ...attention };
  return step(next.isFocused && next.isAtEnd ? { ...next, unread: 0 } : next);
}

/** The person changes a setting. */
export function changeSettings(page: Page, changed: Partial<Settings>): PageStep {
  const settings = { ...page.settings, ...changed };
  const next = step({ ...page, settings, cannotNotify: false }, { type: "savePreferences" });
  return changed.notifies ? append(next, { type: "requestNotifications" }) : next;
}

/** The browser or the person has denied notifications. */
export function denyNotifications(page: Page): PageStep {
  const settings = { ...page.settings, notifies: false };
  return step({ ...page, settings, cannotNotify: true }, { type: "savePreferences" });
}

/**
 * The person leaves. The connection first waits for unaccepted texts, unless it is down or the
 * person asks a second time.
 */
export function leave(page: Page): PageStep {
  const waits = page.chat.status.type === "up" && !page.isLeaving;
  const input = { type: waits ? "finish" : "leave" } as const;
  return step({ ...page, isLeaving: true }, { type: "input", input });
}

function end(page: Page): PageStep {
  const { ending } = page.chat;
  if (ending?.type === "left") {
    return step(backToForm(page, { ...emptyChat, ending }), { type: "removeSaved", seat: true });
  }
  const ended = { ...page, typing: notTyping };
  if (page.stage === "entering") return step({ ...ended, stage: "form" });
  const stayed = { ...ended, isLeaving: false };
  // A reload must not join again by itself after a kick, nor take the seat back from another tab.
  const reason = ending?.type === "closed" ? ending.reason : undefined;
  return reason === "replaced" || reason === "kicked"
    ? step(stayed, { type: "removeSaved", seat: reason === "kicked" })
    : step(stayed);
}

/** Shows the form. The next person at this page must not see the old log. */
function backToForm(page: Page, chat: Chat): Page {
  const { texts, room, name, settings, isFocused } = page;
  return { ...emptyPage({ texts, room, name, settings }), isFocused, chat };
}

function withTimes({ chat, times }: Page, log: ChatLog, at: number): Times {
  const added = entriesSince(chat.log, log);
  if (added.length === 0) return times;
  const first = log.entries[0]?.key ?? 0;
  return new Map([
    ...[...times].filter(([key]) => key >= first),
    ...added.map(({ key }) => [key, at] as const),
  ]);
}

/** A step with these effects. */
export function step(page: Page, ...effects: PageEffect[]): PageStep {
  return { page, effects };
}

/** A step with more effects after its own. */
export function append({ page, effects }: PageStep, ...more: readonly PageEffect[]): PageStep {
  return step(page, ...effects, ...more);
}
