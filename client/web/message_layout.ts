/**
 * The log as it is laid out on the page: days, what one person said in one go, and what happened between. It must not
 * know elements.
 *
 * @module
 */

import { assertNever } from "../../actors/encoding/assert_never.ts";
import type { ChatEntry, ChatLog, Progress } from "../chat/chat_log.ts";
import type { Calendar } from "../languages/calendar.ts";
import { noticeText } from "./languages/notice_texts.ts";
import type { Times } from "./page.ts";
import type { PageTexts } from "./languages/texts.ts";

/** A text in the log. */
export interface Message {
  readonly key: number;
  readonly text: string;
  /** As a clock shows it. */
  readonly time: string;
  /** What became of it, where it is one's own. */
  readonly progress: Progress | undefined;
}

/** Something in the log, from top to bottom. Each key is another. */
export type Block =
  | { readonly type: "day"; readonly key: string; readonly label: string }
  /** What one person said without a long pause. */
  | {
    readonly type: "group";
    readonly key: string;
    readonly isMine: boolean;
    readonly name: string;
    readonly messages: readonly Message[];
  }
  | { readonly type: "notice"; readonly key: string; readonly lines: readonly string[] };

/** For whom it is laid out. */
export interface Reader {
  readonly words: PageTexts;
  readonly calendar: Calendar;
  /** One's own name. */
  readonly you: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** After so long a person speaks anew, as far as the eye is concerned. */
const PAUSE_MS = 5 * 60_000;

const DAY_MS = 24 * 60 * 60_000;

/** Lays out a log. */
export function layOut(log: ChatLog, times: Times, reader: Reader): readonly Block[] {
  const blocks: Block[] = [];
  let day = "";
  let group: { readonly who: string; readonly messages: Message[]; until: number } | undefined;
  for (const entry of log.entries) {
    const at = timeOf(entry, times, reader.now);
    const lines = entry.type === "notice"
      ? noticeText(entry.notice, reader.words, blocks.length === 0)
      : undefined;
    if (lines?.length === 0) continue;
    const today = reader.calendar.day(at);
    if (today !== day) {
      day = today;
      group = undefined;
      blocks.push({ type: "day", key: `d${entry.key}`, label: dayLabel(today, reader) });
    }
    if (entry.type === "notice") {
      group = undefined;
      blocks.push({ type: "notice", key: `n${entry.key}`, lines: lines ?? [] });
      continue;
    }
    const isMine = entry.type === "own";
    const name = isMine ? reader.you : entry.from.name;
    const who = isMine ? "" : `${entry.from.id} ${name}`;
    const message = messageOf(entry, reader.calendar.time(at));
    if (group?.who === who && at <= group.until) {
      group.messages.push(message);
      group.until = at + PAUSE_MS;
    } else {
      group = { who, messages: [message], until: at + PAUSE_MS };
      const { messages } = group;
      blocks.push({ type: "group", key: `g${entry.key}`, isMine, name, messages });
    }
  }
  return blocks;
}

/** When an entry's text was said, or the entry came here; in milliseconds since 1970. */
export function timeOf(entry: ChatEntry, times: Times, now: number): number {
  const came = times.get(entry.key) ?? now;
  switch (entry.type) {
    case "notice":
      return came;
    case "said":
    case "own": {
      const said = Date.parse(entry.at ?? "");
      return Number.isFinite(said) ? said : came;
    }
    default:
      return assertNever(entry);
  }
}

function messageOf(entry: Exclude<ChatEntry, { type: "notice" }>, time: string): Message {
  const { key, text } = entry;
  return { key, text, time, progress: entry.type === "own" ? entry.progress : undefined };
}

function dayLabel(day: string, { calendar, words, now }: Reader): string {
  if (day === calendar.day(now)) return words.today;
  if (day === calendar.day(now - DAY_MS)) return words.yesterday;
  return day.charAt(0).toUpperCase() + day.slice(1);
}
