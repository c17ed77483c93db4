/**
 * What is to be seen of the page besides the log, as plain values: every word, and which buttons there are. It must not
 * know elements.
 *
 * @module
 */

import { assertNever } from "../../actors/encoding/assert_never.ts";
import type { Chat } from "../chat/chat.ts";
import type { Ending } from "../connection/connection_events.ts";
import { joinNames } from "../languages/name_list.ts";
import type { Calendar } from "../languages/calendar.ts";
import type { Page } from "./page.ts";
import type { PageTexts, Trouble } from "./languages/texts.ts";

/** What the page shows that it does not know by itself. */
export interface Surroundings {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly calendar: Calendar;
  /** Texts of one's own that the server has not accepted. */
  readonly waiting: number;
}

/** What a button does. */
export type Remedy = "retry" | "goOn" | "beginAnew" | "reload";

/** Something that is in the way, and what to do about it. */
export interface Obstacle {
  readonly text: string;
  readonly buttons: readonly { readonly label: string; readonly does: Remedy }[];
}

/** The other, or the room where nobody else is. */
export interface Header {
  readonly title: string;
  readonly status: string;
  readonly presence: "here" | "away" | "none";
  /** The first character of the other's name; empty: nobody is there. */
  readonly initial: string;
}

/** Everything but the log and what is being typed. */
export interface PageView {
  /** Of the document. */
  readonly title: string;
  readonly header: Header;
  /** The connection is lost for now. The count of seconds is apart: nobody wants to have it read out. */
  readonly bar: { readonly text: string; readonly detail: string } | undefined;
  /** It is over, or could not begin. */
  readonly over: Obstacle | undefined;
  /** What the others do, or what is waited for. */
  readonly whisper: { readonly text: string; readonly isTyping: boolean } | undefined;
  readonly isAlone: boolean;
  /** Read out when it changes. */
  readonly announcement: string;
}

// Which language does not matter: where one character ends is the same in all.
const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Draws the page as it stands. */
export function viewOf(page: Page, around: Surroundings): PageView {
  const { chat, words } = page;
  const over = chat.ending && obstacle(chat.ending, page, words);
  const isUp = chat.status.type === "up" && over === undefined;
  const bar = over === undefined && page.stage === "chat" ? barOf(chat, around, words) : undefined;
  const whisper = isUp ? whisperOf(chat, around, words) : undefined;
  return {
    title: page.unread > 0 ? `(${page.unread}) Tospann` : "Tospann",
    header: headerOf(page, around, words),
    bar,
    over,
    whisper,
    isAlone: isUp && chat.others.length === 0,
    announcement: over?.text ?? bar?.text ??
      (whisper?.isTyping === false ? whisper.text : isBack(chat) ? words.reconnected : ""),
  };
}

/** Whether the page has anything that changes by itself within a second. */
export function isCounting({ chat }: Page): boolean {
  return chat.status.type === "down" && chat.ending === undefined;
}

/** What is in the way where a chat came to its end in this manner. */
export function troubleOf(ending: Ending): Trouble {
  switch (ending.type) {
    case "refused":
      return ending.reason;
    case "closed":
      return ending.reason === "stopping" || ending.reason === "replaced" ||
          ending.reason === "kicked"
        ? ending.reason
        : "closed";
    case "left":
    case "lost":
    case "unreachable":
    case "no_greeting":
      return ending.type;
    default:
      return assertNever(ending);
  }
}

function obstacle(ending: Ending, { stage }: Page, words: PageTexts): Obstacle {
  const trouble = troubleOf(ending);
  const text = words.troubles[trouble];
  const again = { label: words.tryAgain, does: "goOn" } as const;
  const anew = { label: words.joinAnew, does: "beginAnew" } as const;
  switch (trouble) {
    case "left":
    case "invalid_name":
    case "invalid_room":
      // The form has what it takes.
      return { text, buttons: stage === "chat" ? [anew] : [] };
    case "unsupported_version":
      return { text, buttons: [{ label: words.reload, does: "reload" }] };
    case "replaced":
      return { text, buttons: [{ label: words.useHere, does: "goOn" }, anew] };
    case "kicked":
      return { text, buttons: [anew] };
    case "room_full":
    case "stopping":
    case "closed":
    case "lost":
    case "unreachable":
    case "no_greeting":
      return { text, buttons: [again] };
    default:
      return assertNever(trouble);
  }
}

function headerOf({ chat, room }: Page, { calendar }: Surroundings, words: PageTexts): Header {
  const roomLabel = words.room(chat.membership?.room ?? room);
  const { others } = chat;
  const [first] = others;
  if (first === undefined) {
    const status = chat.status.type === "up" && chat.ending === undefined ? words.alone : "";
    return { title: roomLabel, status, presence: "none", initial: "" };
  }
  const here = others.some(({ online }) => online);
  const until = others.length === 1 && first.until !== undefined
    ? calendar.time(first.until)
    : undefined;
  const isUp = chat.status.type === "up" && chat.ending === undefined;
  const presence = !isUp ? "none" : here ? "here" : "away";
  const status = presence === "here" ? words.here : presence === "away" ? words.away(until) : "";
  return {
    title: joinNames(others.map(({ name }) => name), words.and),
    status: status === "" ? roomLabel : `${status} · ${roomLabel}`,
    presence,
    initial: initialOf(first.name),
  };
}

function barOf({ status }: Chat, { now, waiting }: Surroundings, words: PageTexts) {
  const unsent = waiting === 0 ? "" : ` ${words.waiting(waiting)}`;
  switch (status.type) {
    case "up":
      return undefined;
    case "starting":
      return { text: words.connecting, detail: unsent };
    case "down": {
      const seconds = Math.ceil((status.retryAt - now) / 1_000);
      const retry = seconds > 0 ? words.retryingIn(seconds) : words.retrying;
      return { text: words.disconnected, detail: ` ${retry}${unsent}` };
    }
    default:
      return assertNever(status);
  }
}

function whisperOf({ others, paused }: Chat, { waiting }: Surroundings, words: PageTexts) {
  const typing = others.filter((person) => person.typing).map(({ name }) => name);
  if (typing.length > 0) return { text: words.typing(typing), isTyping: true };
  if (paused === undefined) return undefined;
  const unsent = waiting === 0 ? "" : ` ${words.waiting(waiting)}`;
  return { text: words.paused(paused) + unsent, isTyping: false };
}

/** Whether the connection that there is is not the first. */
function isBack({ status, log }: Chat): boolean {
  if (status.type !== "up") return false;
  const last = log.entries.findLast((entry) =>
    entry.type === "notice" && entry.notice.type === "welcome"
  );
  return last?.type === "notice" && last.notice.type === "welcome" && last.notice.again;
}

function initialOf(name: string): string {
  const [first] = segmenter.segment(name);
  return (first?.segment ?? "").toUpperCase();
}
