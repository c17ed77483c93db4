/**
 * Draws an entry of the log as rows: time, mark, name, and text. It must not know where on the
 * screen they stand.
 *
 * ```
 * 12:03 ✓✓ ola: hei
 * 12:04    kari: hei på deg
 * 12:05 ·  Bruker kari har forlatt chatten.
 * ```
 *
 * The mark shows how far a text has come. It has a place of its own, so that it can change without
 * moving anything else.
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

/** How to draw entries. */
export interface EntryLayout {
  readonly columns: number;
  readonly language: Language;
  readonly calendar: Calendar;
  /** The person's own name. */
  readonly you: string;
}

/** The column of the mark, after `12:03 `. */
export const MARK_COLUMN = 6;

/** Columns of the mark. */
const MARK_WIDTH = 2;

/** The column of the name. */
const INDENT = MARK_COLUMN + MARK_WIDTH + 1;

/** In a narrower window, the indent would take a fifth of the width or more. */
const WIDE_ENOUGH = 48;

/** The indent in a narrow window. The first row still stands out. */
const NARROW_INDENT = 2;

/** How system messages begin in the line-by-line view. Here they have a mark instead. */
const SYSTEM = /^System: /;

/**
 * Draws an entry.
 *
 * @param entry The entry.
 * @param at When it arrived, in milliseconds since 1970. Texts from others have a time of their
 * own.
 * @param layout How to draw it.
 */
export function entryRows(entry: ChatEntry, at: number, layout: EntryLayout): readonly ScreenRow[] {
  const time = entryTime(entry, at);
  const begin = (
    mark: Span,
  ): ScreenRow => [span(`${layout.calendar.time(time)} `, "dim"), mark, span(" ")];
  const indent = layout.columns < WIDE_ENOUGH ? NARROW_INDENT : INDENT;
  const draw = (first: ScreenRow, text: ScreenRow) =>
    wrap(text, layout.columns, { first, others: Math.min(indent, layout.columns - 1) });
  switch (entry.type) {
    case "said":
      return draw([...begin(entryMark(entry)), ...nameOf(entry.from.name, layout)], [
        span(entry.text),
      ]);
    case "own":
      return draw([...begin(entryMark(entry)), ...nameOf(layout.you, layout)], [span(entry.text)]);
    case "notice": {
      const lines = noticeLines(entry.notice, layout.language, layout.calendar.time);
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

/** When an entry was said, or else arrived, in milliseconds since 1970. */
export function entryTime(entry: ChatEntry, at: number): number {
  const said = entry.type === "said" ? Date.parse(entry.at) : NaN;
  return Number.isFinite(said) ? said : at;
}

/** An entry's mark, always two columns wide. */
export function entryMark(entry: ChatEntry): Span {
  return entry.type === "own" ? marks[entry.progress] : span("  ");
}

/** A row that announces another day. */
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
  // A row wider than the screen would be cut, and its mark could not be found again.
  const most = Math.max(1, Math.min(Math.floor(columns / 2) - 2, columns - INDENT - 2));
  return [span(cut(name, most), name === you ? "strong" : nameStyle(name)), span(": ")];
}
