/**
 * An entry of the log as rows of a screen: time, what became of it, who, and what. It must not know where on the
 * screen it stands.
 *
 * ```
 * 12:03 ✓✓ ola: hei
 * 12:04    kari: hei på deg
 * 12:05 ·  Bruker kari har forlatt chatten.
 * ```
 *
 * What became of a text stands in a place of its own, the mark, so that it can change without anything else moving.
 *
 * @module
 */

import { assertNever } from "../../../actors/encoding/assert_never.ts";
import type { Language } from "../../../actors/languages/languages.ts";
import type { ChatEntry, Progress } from "../../chat/chat_log.ts";
import { noticeLines } from "../../languages/notice_lines.ts";
import type { Calendar } from "../../languages/calendar.ts";
import { nameStyle, type ScreenRow, type Span, span } from "./ink.ts";
import { cut } from "./width.ts";
import { wrap } from "./wrap.ts";

/** For whom, and onto what, an entry is drawn. */
export interface EntryLayout {
  readonly columns: number;
  readonly language: Language;
  readonly calendar: Calendar;
  /** One's own name. */
  readonly you: string;
}

/** Where the mark stands: after `12:03 `. */
export const MARK_COLUMN = 6;

/** Columns of the mark. */
const MARK_WIDTH = 2;

/** Under the name of whoever said it. */
const INDENT = MARK_COLUMN + MARK_WIDTH + 1;

/** On a screen that is narrower than this an indent would take a fifth of what there is, or more. */
const WIDE_ENOUGH = 48;

/** The indent of a narrow screen: the first row still stands out. */
const NARROW_INDENT = 2;

/** What the system says begins with this where lines are all there is; here its mark tells. */
const SYSTEM = /^System: /;

/**
 * Draws an entry.
 *
 * @param entry What to draw.
 * @param at When it came to this person, in milliseconds since 1970; what somebody else said has a time of its own.
 * @param look For whom.
 */
export function entryRows(entry: ChatEntry, at: number, look: EntryLayout): readonly ScreenRow[] {
  const time = entryTime(entry, at);
  const begin = (
    mark: Span,
  ): ScreenRow => [span(`${look.calendar.time(time)} `, "dim"), mark, span(" ")];
  const indent = look.columns < WIDE_ENOUGH ? NARROW_INDENT : INDENT;
  const draw = (first: ScreenRow, text: ScreenRow) =>
    wrap(text, look.columns, { first, others: Math.min(indent, look.columns - 1) });
  switch (entry.type) {
    case "said":
      return draw([...begin(entryMark(entry)), ...nameOf(entry.from.name, look)], [
        span(entry.text),
      ]);
    case "own":
      return draw([...begin(entryMark(entry)), ...nameOf(look.you, look)], [span(entry.text)]);
    case "notice": {
      const lines = noticeLines(entry.notice, look.language, look.calendar.time);
      const isSystem = lines.every((line) => SYSTEM.test(line));
      const text = lines.map((line) => line.replace(SYSTEM, "")).join("\n");
      return draw(begin(span(isSystem ? "· " : "  ", "dim")), [
        span(text, isSystem ? "dim" : "strong"),
      ]);
    }
    default:
      return assertNever(entry);
  }
}

/** When an entry's text was said, or its event came here; in milliseconds since 1970. */
export function entryTime(entry: ChatEntry, at: number): number {
  const said = entry.type === "said" ? Date.parse(entry.at) : NaN;
  return Number.isFinite(said) ? said : at;
}

/** What became of an entry, always two columns wide. */
export function entryMark(entry: ChatEntry): Span {
  return entry.type === "own" ? marks[entry.progress] : span("  ");
}

/** A row that tells that another day has begun. */
export function dayRow(at: number, { columns, calendar }: EntryLayout): ScreenRow {
  return [span(cut(`── ${calendar.day(at)} ──`, columns), "dim")];
}

const marks: Readonly<Record<Progress, Span>> = {
  waiting: span("… ", "dim"),
  accepted: span("✓ ", "dim"),
  delivered: span("✓✓", "dim"),
  read: span("✓✓", "well"),
  rejected: span("✗ ", "alert"),
};

function nameOf(name: string, { columns, you }: EntryLayout): ScreenRow {
  // A row that is wider than the screen would be cut at its edge, and its mark be looked for where it is not.
  const most = Math.max(1, Math.min(Math.floor(columns / 2) - 2, columns - INDENT - 2));
  return [span(cut(name, most), name === you ? "strong" : nameStyle(name)), span(": ")];
}
