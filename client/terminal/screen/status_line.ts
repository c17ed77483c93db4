/**
 * Draws the status line: the state of the connection, and what the others do. It must not know what
 * people say.
 *
 * @module
 */

import { assertNever } from "../../../actors/encoding/assert_never.ts";
import type { Language } from "../../../actors/languages/languages.ts";
import type { Chat, Participant } from "../../chat/chat.ts";
import type { Calendar } from "../../languages/calendar.ts";
import { type ScreenRow, span, type Style } from "./ink.ts";
import { type ScreenTexts, screenTexts } from "./screen_texts.ts";
import { cut, widthOf } from "./width.ts";

/** What the status line shows. */
export interface Status {
  readonly chat: Chat;
  /** How many of the person's own texts the server has not accepted. */
  readonly waiting: number;
  /** The person is leaving. */
  readonly isLeaving: boolean;
  /** Replaces everything else. */
  readonly hint: string | undefined;
  /** The server's address, as a person writes it. */
  readonly address: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly language: Language;
  readonly calendar: Calendar;
}

/** A longer line is hard to take in at a glance. */
const MAX_COLUMNS = 100;

/**
 * How briefly to say it. What people do matters more than their full names and the room. So the
 * room goes first, and then names are cut. A line of 40 columns has everything that matters.
 */
interface DetailLevel {
  /** Whether to show the room, and how to stay. */
  readonly extras: boolean;
  /** Whether to use full sentences. */
  readonly whole: boolean;
  /** The most columns for a name. */
  readonly width: number;
  /** The most names in a list. */
  readonly most: number;
}

const LEAST_DETAIL: DetailLevel = { extras: false, whole: false, width: 4, most: 1 };

/** The first one that fits is used. */
const DETAIL_LEVELS: readonly DetailLevel[] = [
  { extras: true, whole: true, width: Infinity, most: Infinity },
  { extras: false, whole: true, width: Infinity, most: Infinity },
  { extras: false, whole: false, width: Infinity, most: Infinity },
  { extras: false, whole: false, width: 16, most: Infinity },
  { extras: false, whole: false, width: 12, most: 3 },
  { extras: false, whole: false, width: 8, most: 1 },
];

/** Draws the line with as many words as fit, and cuts it if none do. */
export function statusLine(status: Status, columns: number): ScreenRow {
  const room = Math.min(columns, MAX_COLUMNS) - 2;
  const fitting = DETAIL_LEVELS.find((detail) => widthOf(statusText(status, detail).text) <= room);
  const { text, style, dot } = statusText(status, fitting ?? LEAST_DETAIL);
  return [span(`${dot.text} `, dot.style), span(cut(text, room), style)];
}

interface StatusText {
  readonly text: string;
  readonly style: Style;
  /** The state of the connection at a glance. */
  readonly dot: { readonly text: string; readonly style: Style };
}

const UP = { text: "●", style: "well" } as const;
const DOWN = { text: "○", style: "alert" } as const;

function statusText(status: Status, detail: DetailLevel): StatusText {
  const { chat, hint, address, language, waiting, isLeaving } = status;
  const words = screenTexts[language];
  const dot = chat.status.type === "up" ? UP : DOWN;
  if (isLeaving) {
    const { leaving, leaveNow, stay } = words;
    const waits = detail.whole ? waitingCount(waiting, words) : undefined;
    const text = joinParts([leaving, waits, leaveNow, detail.extras ? stay : undefined]);
    return { text, style: "strong", dot };
  }
  if (hint !== undefined) return { text: hint, style: "strong", dot };
  switch (chat.status.type) {
    case "starting":
      return { text: words.connecting(address), style: "dim", dot };
    case "down": {
      const tries = nextAttempt(chat.status.retryAt - status.now, detail, words);
      return { text: joinParts([tries, waitingCount(waiting, words)]), style: "alert", dot };
    }
    case "up": {
      const room = detail.extras ? chat.membership?.room : undefined;
      return { text: joinParts([...people(status, detail, words), room]), style: "dim", dot };
    }
    default:
      return assertNever(chat.status);
  }
}

function people(
  { chat, calendar, waiting }: Status,
  detail: DetailLevel,
  words: ScreenTexts,
): readonly string[] {
  const { others, paused } = chat;
  const typing = firstNames(others.filter((person) => person.typing), detail, words);
  const here = firstNames(others.filter(({ online }) => online), detail, words);
  const away = others.filter(({ online }) => !online);
  const pausedFor = paused === undefined ? [] : [words.paused(cut(paused, detail.width))];
  const waits = paused === undefined ? [] : [waitingCount(waiting, words)];
  if (typing.length > 0) return [words.typing(typing), ...pausedFor];
  const parts = [
    ...pausedFor,
    ...waits,
    ...away.map((person) => absence(person, calendar, detail, words)),
    ...(here.length > 0 && paused === undefined ? [words.here(here)] : []),
  ];
  return parts.length > 0 ? parts : [words.alone];
}

function absence(
  { name, until }: Participant,
  calendar: Calendar,
  { whole, width }: DetailLevel,
  { away, awayInShort }: ScreenTexts,
): string {
  const shown = cut(name, width);
  if (until === undefined) return away(shown, undefined);
  return whole ? away(shown, calendar.time(until)) : awayInShort(shown, calendar.time(until));
}

/** Names, and a count in place of the last ones if there are too many. */
function firstNames(
  people: readonly Participant[],
  { width, most }: DetailLevel,
  { more }: ScreenTexts,
): readonly string[] {
  const named = people.slice(0, most).map(({ name }) => cut(name, width));
  const unnamed = people.length - named.length;
  return unnamed === 0 ? named : [...named, more(unnamed)];
}

function nextAttempt(ms: number, { whole }: DetailLevel, words: ScreenTexts): string {
  const seconds = Math.ceil(ms / 1_000);
  if (seconds <= 0) return words.retrying;
  return whole ? words.retryingIn(seconds) : words.retriesIn(seconds);
}

function waitingCount(waiting: number, words: ScreenTexts): string {
  return waiting === 0 ? "" : words.waiting(waiting);
}

function joinParts(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join(" · ");
}
