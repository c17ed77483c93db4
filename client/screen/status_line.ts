/**
 * The status line: what the connection does, and what the others do. It must not know what is said.
 *
 * @module
 */

import { assertNever } from "../../actors/runtime/actor.ts";
import type { Language } from "../../actors/protocol/texts.ts";
import type { Chat } from "../chat.ts";
import type { Calendar } from "./calendar.ts";
import { type Row, span, type Tint } from "./ink.ts";
import { type ScreenTexts, screenTexts } from "./screen_texts.ts";
import { cut } from "./width.ts";

/** What the line tells of. */
export interface Status {
  readonly chat: Chat;
  /** Texts of one's own that the server has not accepted. */
  readonly waiting: number;
  /** The person is on the way out. */
  readonly isLeaving: boolean;
  /** Something that the person should know right now; it stands in place of all else. */
  readonly hint: string | undefined;
  /** Where the server is, as a person writes it. */
  readonly address: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly language: Language;
  readonly calendar: Calendar;
}

/** A line that is longer than this is hard to take in at a glance. */
const MAX_COLUMNS = 100;

/** Draws the line, cut to so many columns. */
export function statusLine(status: Status, columns: number): Row {
  const { text, tint, dot } = tell(status);
  const room = Math.min(columns, MAX_COLUMNS) - 2;
  return [span(`${dot.text} `, dot.tint), span(cut(text, room), tint)];
}

interface Told {
  readonly text: string;
  readonly tint: Tint;
  /** How the connection is, at a glance. */
  readonly dot: { readonly text: string; readonly tint: Tint };
}

const UP = { text: "●", tint: "well" } as const;
const DOWN = { text: "○", tint: "alert" } as const;

function tell(status: Status): Told {
  const { chat, hint, address, language, waiting, isLeaving } = status;
  const words = screenTexts[language];
  const dot = chat.link.type === "up" ? UP : DOWN;
  if (isLeaving) {
    const text = joined([words.leaving, unsent(waiting, words), words.leaveNow]);
    return { text, tint: "strong", dot };
  }
  if (hint !== undefined) return { text: hint, tint: "strong", dot };
  switch (chat.link.type) {
    case "starting":
      return { text: words.connecting(address), tint: "dim", dot };
    case "down": {
      const tries = retrying(chat.link.retryAt - status.now, words);
      return { text: joined([tries, unsent(waiting, words)]), tint: "alert", dot };
    }
    case "up":
      return { text: joined([...people(status, words), chat.place?.room]), tint: "dim", dot };
    default:
      return assertNever(chat.link);
  }
}

function people({ chat, calendar, waiting }: Status, words: ScreenTexts): readonly string[] {
  const { others, paused } = chat;
  const typing = others.filter((person) => person.typing).map(({ name }) => name);
  const here = others.filter(({ online }) => online).map(({ name }) => name);
  const away = others.filter(({ online }) => !online);
  const pausedFor = paused === undefined ? [] : [words.paused(paused)];
  const waits = paused === undefined ? [] : [unsent(waiting, words)];
  if (typing.length > 0) return [words.typing(typing), ...pausedFor];
  const told = [
    ...pausedFor,
    ...waits,
    ...away.map(({ name, until }) =>
      words.away(name, until === undefined ? undefined : calendar.time(until))
    ),
    ...(here.length > 0 && paused === undefined ? [words.here(here)] : []),
  ];
  return told.length > 0 ? told : [words.alone];
}

function retrying(ms: number, words: ScreenTexts): string {
  return ms <= 0 ? words.retrying : words.retryingIn(Math.ceil(ms / 1_000));
}

function unsent(waiting: number, words: ScreenTexts): string {
  return waiting === 0 ? "" : words.waiting(waiting);
}

function joined(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join(" · ");
}
