/**
 * Lays out the log as blocks: day headings, groups of messages by one person, and notices. It must
 * not know elements.
 *
 * @module
 */

import type { ChatEntry, ChatLog, Progress } from "../chat/chat_log.ts";
import type { Calendar } from "../languages/calendar.ts";
import { noticeText } from "./languages/notice_texts.ts";
import type { Times } from "./page.ts";
import type { PageTexts } from "./languages/texts_nb.ts";

/** One text in a group. */
export interface Message {
  readonly key: number;
  readonly text: string;
  /** The clock time, formatted. */
  readonly time: string;
  /** The progress of an own text. */
  readonly progress: Progress | undefined;
}

/** One block of the log. Keys are unique. */
export type Block =
  | { readonly type: "day"; readonly key: string; readonly label: string }
  /** Messages by one person without a long pause in between. */
  | {
    readonly type: "group";
    readonly key: string;
    readonly isMine: boolean;
    readonly name: string;
    readonly messages: readonly Message[];
  }
  | { readonly type: "notice"; readonly key: string; readonly lines: readonly string[] };

/** What the layout depends on besides the log. */
export interface LayoutContext {
  readonly texts: PageTexts;
  readonly calendar: Calendar;
  /** The person's own name. */
  readonly you: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A longer pause than this starts a new group, in milliseconds. */
const GROUP_PAUSE_MS = 5 * 60_000;

const DAY_MS = 24 * 60 * 60_000;

/** Lays out a log from top to bottom. */
export function layOutLog(log: ChatLog, times: Times, context: LayoutContext): readonly Block[] {
  const blocks: Block[] = [];
  let day = "";
  let group: { readonly sender: string; readonly messages: Message[]; until: number } | undefined;
  for (const entry of log.entries) {
    const at = timeOf(entry, times, context.now);
    const lines = entry.type === "notice"
      ? noticeText(entry.notice, context.texts, blocks.length === 0)
      : undefined;
    if (lines?.length === 0) continue;
    const entryDay = context.calendar.day(at);
    if (entryDay !== day) {
      day = entryDay;
      group = undefined;
      blocks.push({ type: "day", key: `d${entry.key}`, label: dayLabel(day, context) });
    }
    if (entry.type === "notice") {
      group = undefined;
      blocks.push({ type: "notice", key: `n${entry.key}`, lines: lines ?? [] });
      continue;
    }
    const isMine = entry.type === "own";
    const name = isMine ? context.you : entry.from.name;
    const sender = isMine ? "" : `${entry.from.id} ${name}`;
    const { key, text } = entry;
    const progress = isMine ? entry.progress : undefined;
    const message = { key, text, time: context.calendar.time(at), progress };
    if (group?.sender === sender && at <= group.until) {
      group.messages.push(message);
      group.until = at + GROUP_PAUSE_MS;
    } else {
      group = { sender, messages: [message], until: at + GROUP_PAUSE_MS };
      const { messages } = group;
      blocks.push({ type: "group", key: `g${entry.key}`, isMine, name, messages });
    }
  }
  return blocks;
}

/** When the server numbered an entry's text, or else when the entry arrived; in ms since 1970. */
export function timeOf(entry: ChatEntry, times: Times, now: number): number {
  const arrivedAt = times.get(entry.key) ?? now;
  const said = entry.type === "notice" ? NaN : Date.parse(entry.at ?? "");
  return Number.isFinite(said) ? said : arrivedAt;
}

function dayLabel(day: string, { calendar, texts, now }: LayoutContext): string {
  if (day === calendar.day(now)) return texts.today;
  if (day === calendar.day(now - DAY_MS)) return texts.yesterday;
  return day.charAt(0).toUpperCase() + day.slice(1);
}
