/**
 * The page's view model: every text and button outside the log, as plain values. It must not know
 * elements.
 *
 * @module
 */

import type { Chat } from "../chat/chat.ts";
import type { Ending } from "../connection/connection_events.ts";
import { joinNames } from "../languages/name_list.ts";
import type { Calendar } from "../languages/calendar.ts";
import type { Page } from "./page.ts";
import type { PageTexts, ProblemKind } from "./languages/texts_nb.ts";

/** What the view depends on besides the page. */
export interface ViewContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly calendar: Calendar;
  /** The number of own texts that the server has not accepted. */
  readonly waiting: number;
}

/** What a button of a problem does. */
export type ProblemAction = "rejoin" | "startOver" | "reload";

/** Why there is no chat, and what the person can do about it. */
export interface Problem {
  readonly text: string;
  readonly buttons: readonly { readonly label: string; readonly action: ProblemAction }[];
}

/** The top of the chat: the other people, or the room if nobody else is in it. */
export interface Header {
  readonly title: string;
  readonly status: string;
  readonly presence: "here" | "away" | "none";
  /** The first character of the other person's name; empty if nobody else is here. */
  readonly initial: string;
}

/** Everything except the log and the draft. */
export interface PageView {
  /** The document's title. */
  readonly title: string;
  readonly header: Header;
  /**
   * The connection is lost for now. `detail` counts down, so screen readers must not announce it.
   */
  readonly banner: { readonly text: string; readonly detail: string } | undefined;
  /** The connection has ended for good, or could not start. */
  readonly problem: Problem | undefined;
  /** Who is typing, or what sending waits for. */
  readonly activity: { readonly text: string; readonly isTyping: boolean } | undefined;
  readonly isAlone: boolean;
  /** Screen readers announce it when it changes. */
  readonly announcement: string;
}

// Graphemes are the same in every language.
const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Computes the view. */
export function viewOf(page: Page, context: ViewContext): PageView {
  const { chat, texts } = page;
  const problem = chat.ending && problemOf(chat.ending, page, texts);
  const isUp = chat.status.type === "up" && problem === undefined;
  const banner = problem === undefined && page.stage === "chat"
    ? bannerOf(chat, context, texts)
    : undefined;
  const activity = isUp ? activityOf(chat, context, texts) : undefined;
  return {
    title: page.unread > 0 ? `(${page.unread}) Tospann` : "Tospann",
    header: headerOf(page, context, texts),
    banner,
    problem,
    activity,
    isAlone: isUp && chat.others.length === 0,
    announcement: problem?.text ?? banner?.text ??
      (activity?.isTyping === false
        ? activity.text
        : hasReconnected(chat)
        ? texts.reconnected
        : ""),
  };
}

/** Whether the view changes every second by itself. */
export function hasCountdown({ chat }: Page): boolean {
  return chat.status.type === "down" && chat.ending === undefined;
}

function problemKind(ending: Ending): ProblemKind {
  if (ending.type === "refused") return ending.reason;
  if (ending.type !== "closed") return ending.type;
  const { reason } = ending;
  return reason === "stopping" || reason === "replaced" || reason === "kicked" ? reason : "closed";
}

function problemOf(ending: Ending, { stage }: Page, texts: PageTexts): Problem {
  const kind = problemKind(ending);
  const startOver = { label: texts.startOver, action: "startOver" } as const;
  // Without a chat, the form itself is the way on.
  const form = stage === "chat" ? [startOver] : [];
  const buttons: Partial<Record<ProblemKind, Problem["buttons"]>> = {
    left: form,
    invalid_name: form,
    invalid_room: form,
    unsupported_version: [{ label: texts.reload, action: "reload" }],
    replaced: [{ label: texts.useHere, action: "rejoin" }, startOver],
    kicked: [startOver],
  };
  const tryAgain = { label: texts.tryAgain, action: "rejoin" } as const;
  return { text: texts.problems[kind], buttons: buttons[kind] ?? [tryAgain] };
}

function headerOf({ chat, room }: Page, { calendar }: ViewContext, texts: PageTexts): Header {
  const roomLabel = texts.room(chat.membership?.room ?? room);
  const { others } = chat;
  const [first] = others;
  const isUp = chat.status.type === "up" && chat.ending === undefined;
  if (first === undefined) {
    return { title: roomLabel, status: isUp ? texts.alone : "", presence: "none", initial: "" };
  }
  const until = others.length === 1 && first.until !== undefined
    ? calendar.time(first.until)
    : undefined;
  const isHere = others.some(({ online }) => online);
  const status = isHere ? texts.here : texts.away(until);
  return {
    title: joinNames(others.map(({ name }) => name), texts.and),
    status: isUp ? `${status} · ${roomLabel}` : roomLabel,
    presence: isUp ? isHere ? "here" : "away" : "none",
    initial: initialOf(first.name),
  };
}

function bannerOf({ status }: Chat, { now, waiting }: ViewContext, texts: PageTexts) {
  if (status.type === "up") return undefined;
  const unsent = unsentOf(waiting, texts);
  if (status.type === "starting") return { text: texts.connecting, detail: unsent };
  const seconds = Math.ceil((status.retryAt - now) / 1_000);
  const retry = seconds > 0 ? texts.retryingIn(seconds) : texts.retrying;
  return { text: texts.disconnected, detail: ` ${retry}${unsent}` };
}

function activityOf({ others, paused }: Chat, { waiting }: ViewContext, texts: PageTexts) {
  const typing = others.filter((person) => person.typing).map(({ name }) => name);
  if (typing.length > 0) return { text: texts.typing(typing), isTyping: true };
  if (paused === undefined) return undefined;
  return { text: texts.paused(paused) + unsentOf(waiting, texts), isTyping: false };
}

function unsentOf(waiting: number, texts: PageTexts): string {
  return waiting === 0 ? "" : ` ${texts.waiting(waiting)}`;
}

/** Whether this is a later connection than the first. */
function hasReconnected({ status, log }: Chat): boolean {
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
