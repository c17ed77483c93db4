/**
 * A chat as it outlives its page: the log, and when its entries came, beside the seat that `client/connection/saved_seat.ts` writes.
 * It must not know where it is kept.
 *
 * @module
 */

import { parseObject } from "../../actors/encoding/json.ts";
import { emptyLog, type Entry, type Log, MAX_LOG } from "../chat/chat_log.ts";
import type { Times } from "./page.ts";

/** What of a page is kept besides its seat. */
export interface SavedPage {
  readonly name: string;
  readonly log: Log;
  readonly times: Times;
}

/**
 * UTF-16 units of text that are kept, the newest: browsers give a page some five million for all that it keeps, and
 * writing it takes time at every message.
 */
const MAX_KEPT_TEXT = 200_000;

/** Writes a page down. */
export function formatSavedPage({ name, log, times }: SavedPage): string {
  let units = 0;
  const recent = log.entries.filter((entry) => entry.type !== "notice" || "name" in entry.notice);
  const first = recent.findLastIndex((entry) => {
    units += entry.type === "notice" ? 0 : entry.text.length;
    return units > MAX_KEPT_TEXT;
  });
  const entries = recent.slice(first + 1);
  const came = entries.map(({ key }) => times.get(key) ?? 0);
  return JSON.stringify({ version: 1, name, ...log, entries, times: came });
}

/**
 * Reads what was written down, or anything else.
 *
 * @returns The page, as far as it can be understood; or `undefined`.
 */
export function parseSavedPage(written: string): SavedPage | undefined {
  const kept = parseObject(written);
  if (kept?.version !== 1 || typeof kept.name !== "string") return undefined;
  const { name, entries, times } = kept;
  const number = (value: unknown) => isWhole(value) ? value : 0;
  const at: readonly unknown[] = Array.isArray(times) ? times : [];
  const all: readonly unknown[] = Array.isArray(entries) ? entries : [];
  const log: Entry[] = [];
  const came = new Map<number, number>();
  all.slice(-MAX_LOG).forEach((value, i) => {
    const entry = parseEntry(value);
    // Keys only go up.
    if (entry === undefined || entry.key <= (log.at(-1)?.key ?? -1)) return;
    log.push(entry);
    came.set(entry.key, number(at[all.length - Math.min(all.length, MAX_LOG) + i]));
  });
  return {
    name,
    log: {
      ...emptyLog,
      entries: log,
      nextKey: (log.at(-1)?.key ?? -1) + 1,
      delivered: number(kept.delivered),
      read: number(kept.read),
    },
    times: came,
  };
}

/** What is kept of entries: answers to commands are not, nor what a new connection tells anew. */
function parseEntry(value: unknown): Entry | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { type, key, seq, from, text, at, id, progress, notice } = value as Unchecked;
  if (!isWhole(key)) return undefined;
  if (type === "notice") {
    const { type: what, name } = { ...notice };
    return isOneOf(PASSING, what) && isText(name)
      ? { type, key, notice: { type: what, name } }
      : undefined;
  }
  if (!isText(text)) return undefined;
  if (type === "said") {
    const { id, name } = { ...from };
    return isWhole(seq) && isText(at) && isText(id) && isText(name)
      ? { type, key, seq, from: { id, name }, text, at }
      : undefined;
  }
  return type === "own" && isText(id) && isOneOf(PROGRESS, progress)
    ? {
      type,
      key,
      id,
      text,
      progress,
      seq: isWhole(seq) ? seq : undefined,
      at: isText(at) ? at : undefined,
    }
    : undefined;
}

/** An object of which nothing is known: what it may have, it may have in any kind. */
interface Unchecked extends Readonly<Record<string, unknown>> {
  readonly from?: { readonly id?: unknown; readonly name?: unknown };
  readonly notice?: { readonly type?: unknown; readonly name?: unknown };
}

const PASSING = ["joined", "left", "lost", "returned"] as const;
const PROGRESS = ["waiting", "accepted", "delivered", "read", "rejected"] as const;

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isOneOf<T extends string>(all: readonly T[], value: unknown): value is T {
  return all.some((one) => one === value);
}
