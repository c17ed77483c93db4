/**
 * The part of a page that survives a reload: the log and the arrival times of its entries. The seat
 * is saved beside it, by `client/connection/saved_seat.ts`. It must not know where it is stored.
 *
 * @module
 */

import {
  count,
  list,
  oneOf,
  otherwise,
  parseObject,
  record,
  text,
} from "../../actors/encoding/json.ts";
import { type ChatEntry, type ChatLog, emptyChatLog, MAX_ENTRIES } from "../chat/chat_log.ts";
import type { Times } from "./page.ts";

/** What is saved of a page besides its seat. */
export interface SavedPage {
  readonly name: string;
  readonly log: ChatLog;
  readonly times: Times;
}

/**
 * UTF-16 units of text that are saved, newest first. Browsers give a page about five million units
 * of storage in all, and the page writes this at every message.
 */
const MAX_SAVED_TEXT = 200_000;

const said = record({
  type: oneOf(["said"]),
  key: count,
  seq: count,
  from: record({ id: text, name: text }),
  text,
  at: text,
});

const own = record({
  type: oneOf(["own"]),
  key: count,
  id: text,
  text,
  progress: oneOf(["waiting", "accepted", "delivered", "read", "rejected"]),
  seq: { optional: count },
  at: { optional: text },
});

/** Answers to commands are not saved, nor what a new connection reports again. */
const notice = record({
  type: oneOf(["notice"]),
  key: count,
  notice: record({ type: oneOf(["joined", "left", "lost", "returned"]), name: text }),
});

const savedPageShape = record({
  version: oneOf([1]),
  name: text,
  entries: otherwise(list(otherwise(readEntry, null), MAX_ENTRIES), []),
  times: otherwise(list(otherwise(count, 0), MAX_ENTRIES), []),
  delivered: otherwise(count, 0),
  read: otherwise(count, 0),
});

/** Writes a page as JSON. */
export function formatSavedPage({ name, log, times }: SavedPage): string {
  let units = 0;
  const recent = log.entries.filter((entry) => entry.type !== "notice" || "name" in entry.notice);
  const first = recent.findLastIndex((entry) => {
    units += entry.type === "notice" ? 0 : entry.text.length;
    return units > MAX_SAVED_TEXT;
  });
  const entries = recent.slice(first + 1);
  const arrivals = entries.map(({ key }) => times.get(key) ?? 0);
  return JSON.stringify({ version: 1, name, ...log, entries, times: arrivals });
}

/**
 * Reads what {@linkcode formatSavedPage} wrote, or any other text.
 *
 * @returns The page, without the entries that do not fit; `undefined` for another version or text.
 */
export function parseSavedPage(written: string): SavedPage | undefined {
  const saved = savedPageShape(parseObject(written));
  if (saved === undefined) return undefined;
  const entries: ChatEntry[] = [];
  const times = new Map<number, number>();
  let nextKey = 0;
  saved.entries.forEach((entry, i) => {
    if (entry === null || entry.key < nextKey) return;
    nextKey = entry.key + 1;
    entries.push(entry);
    times.set(entry.key, saved.times[i] ?? 0);
  });
  const { name, delivered, read } = saved;
  return { name, log: { ...emptyChatLog, entries, nextKey, delivered, read }, times };
}

function readEntry(value: unknown): ChatEntry | undefined {
  const mine = own(value);
  return mine ? { seq: undefined, at: undefined, ...mine } : said(value) ?? notice(value);
}
