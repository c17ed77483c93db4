/**
 * Draws the screen as rows: the new entries of the log, their marks, and below them the status line
 * and the input. It must not know what the terminal already shows.
 *
 * @module
 */

import type { ChatEntry } from "../../chat/chat_log.ts";
import type { Calendar } from "../../languages/calendar.ts";
import { dayRow, type EntryLayout, entryMark, entryRows, entryTime } from "./entry_rows.ts";
import { inputRows } from "./input_rows.ts";
import type { Foot, Picture, RowBlock, Size } from "./painter.ts";
import type { Screen, UnpaintedEntry } from "./screen.ts";
import { screenTexts } from "./screen_texts.ts";
import { statusLine } from "./status_line.ts";

/** What the picture shows besides the screen's own state. */
export interface PictureContext {
  readonly size: Size;
  /** The server's address, as a person writes it. */
  readonly address: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Texts that the server has not accepted. */
  readonly waiting: number;
  readonly calendar: Calendar;
  /**
   * The day of the last drawn entry, as the calendar writes it. `undefined` before the first one,
   * which counts as today.
   */
  readonly day: string | undefined;
}

/** A picture, and how far it goes. */
export interface DrawnPicture {
  readonly picture: Picture;
  /** How many of the unpainted entries it includes. */
  readonly count: number;
  /** The day of the last of them. */
  readonly day: string | undefined;
}

/** Room for what stands before a text. In a narrower window nothing would be readable anyway. */
const MIN_COLUMNS = 12;

/** Entries per picture: some screens full. A key must not wait for more. */
const MAX_ENTRIES_AT_ONCE = 200;

/** The most rows for the input, and its largest share of the window. */
const MAX_INPUT_ROWS = 10;
const INPUT_SHARE = 0.5;

/** Draws the screen. */
export function drawPicture(screen: Screen, context: PictureContext): DrawnPicture {
  const { size, calendar } = context;
  const layout: EntryLayout = {
    columns: Math.max(size.columns, MIN_COLUMNS),
    language: screen.language,
    calendar,
    you: screen.chat.membership?.you.name ?? screen.name,
  };
  const own = ownEntries(screen);
  // A text that has come further since it was queued is drawn as it is now.
  const entries = screen.unpainted.slice(0, MAX_ENTRIES_AT_ONCE)
    .map(({ entry, at }) => ({ entry: own.get(entry.key) ?? entry, at }));
  const { blocks, day } = blocksOf(entries, context, layout);
  const marks = new Map([...own].map(([key, entry]) => [key, entryMark(entry)]));
  return {
    picture: { size, added: blocks, marks, foot: foot(screen, context, layout) },
    count: entries.length,
    day,
  };
}

function blocksOf(
  entries: readonly UnpaintedEntry[],
  { day: before, now }: PictureContext,
  layout: EntryLayout,
) {
  const blocks: RowBlock[] = [];
  if (entries.length === 0) return { blocks, day: before };
  let day = before ?? layout.calendar.day(now);
  for (const { entry, at } of entries) {
    const time = entryTime(entry, at);
    const entryDay = layout.calendar.day(time);
    if (entryDay !== day) {
      blocks.push({ key: undefined, mark: undefined, rows: [dayRow(time, layout)] });
    }
    day = entryDay;
    blocks.push({ key: entry.key, mark: entryMark(entry), rows: entryRows(entry, at, layout) });
  }
  return { blocks, day };
}

/** The person's own texts by key, as they are now. */
function ownEntries({ chat }: Screen): ReadonlyMap<number, ChatEntry> {
  const own = chat.log.entries.filter(({ type }) => type === "own");
  return new Map(own.map((entry) => [entry.key, entry]));
}

function foot(screen: Screen, context: PictureContext, { columns }: EntryLayout): Foot {
  const { chat, editor, language, isLeaving } = screen;
  const { size, address, now, waiting, calendar } = context;
  const hint = screen.hint !== undefined && now < screen.hint.until ? screen.hint.text : undefined;
  const status = statusLine(
    { chat, waiting, isLeaving, hint, address, now, language, calendar },
    columns,
  );
  const isNew = !chat.log.entries.some(({ type }) => type !== "notice");
  const most = Math.max(1, Math.min(MAX_INPUT_ROWS, Math.floor(size.rows * INPUT_SHARE) - 1));
  const placeholder = isNew ? screenTexts[language].placeholder : "";
  const input = inputRows(editor.text, editor.cursor, columns, most, placeholder);
  return { rows: [status, ...input.rows], row: 1 + input.row, before: input.before };
}

/** When the status line changes by itself: milliseconds from now, or `undefined` for never. */
export function nextChange({ chat, hint }: Screen, now: number): number | undefined {
  if (hint !== undefined && now < hint.until) return hint.until - now;
  const { status } = chat;
  if (status.type !== "down" || status.retryAt <= now) return undefined;
  return (status.retryAt - now - 1) % 1_000 + 1;
}
