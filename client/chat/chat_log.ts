/**
 * What people said and what happened, in the order in which this person learned of it, and how far
 * the person's own texts have come. It must not know who is in the room, or how an entry looks.
 *
 * @module
 */

import type { FrameNamed, Identity, ServerFrame } from "../../actors/protocol/frames.ts";
import type { Notice } from "./notices.ts";

/**
 * How far one of the person's own texts has come. Every step but the last follows the one before.
 */
export type Progress = "waiting" | "accepted" | "delivered" | "read" | "rejected";

/** A text from another member. */
export interface SaidEntry {
  readonly type: "said";
  /** Its event number in the room. */
  readonly seq: number;
  readonly from: Identity;
  readonly text: string;
  readonly at: string;
}

/** One of the person's own texts. */
export interface OwnEntry {
  readonly type: "own";
  readonly id: string;
  readonly text: string;
  readonly progress: Progress;
  /** Its event number and time, set once it is accepted. */
  readonly seq: number | undefined;
  readonly at: string | undefined;
}

/** An event, or the answer to a command. */
export interface NoticeEntry {
  readonly type: "notice";
  readonly notice: Notice;
}

/** An entry. Keys grow from one entry to the next. */
export type ChatEntry = (SaidEntry | OwnEntry | NoticeEntry) & { readonly key: number };

/** The log, with its oldest entry first. */
export interface ChatLog {
  readonly entries: readonly ChatEntry[];
  readonly nextKey: number;
  /**
   * Own texts up to these numbers are known to be delivered and read. They apply to texts that are
   * accepted later, too.
   */
  readonly delivered: number;
  readonly read: number;
}

/**
 * How many entries to keep: some screens to scroll back through, and few to copy for each change.
 */
export const MAX_ENTRIES = 500;

/** An empty log. */
export const emptyChatLog: ChatLog = { entries: [], nextKey: 0, delivered: 0, read: 0 };

/** Adds an entry. At the limit, the oldest goes. */
export function addEntry(log: ChatLog, entry: SaidEntry | OwnEntry | NoticeEntry): ChatLog {
  const kept = log.entries.slice(log.entries.length < MAX_ENTRIES ? 0 : 1);
  kept.push({ ...entry, key: log.nextKey });
  return { ...log, entries: kept, nextKey: log.nextKey + 1 };
}

/** The entries that `log` has gained since `before`. */
export function entriesSince(before: ChatLog, log: ChatLog): readonly ChatEntry[] {
  return log.entries.slice(Math.max(0, log.entries.length - (log.nextKey - before.nextKey)));
}

/** The server has accepted one of the person's own texts. */
export function markAccepted(
  log: ChatLog,
  { id, seq, at }: FrameNamed<ServerFrame, "accepted">,
): ChatLog {
  // After a reconnect, the receipt may arrive before the text's number does.
  const progress = seq <= log.read ? "read" : seq <= log.delivered ? "delivered" : "accepted";
  return change(log, id, (own) => ({ ...own, progress, seq, at }));
}

/** Starts a new seat. Its receipts say nothing about texts of the earlier seat. */
export function forgetNumbers(log: ChatLog): ChatLog {
  const entries = log.entries.map((entry) =>
    entry.type === "own" ? { ...entry, seq: undefined } : entry
  );
  return { ...log, entries, delivered: 0, read: 0 };
}

/** The server has rejected one of the person's own texts. */
export function markRejected(log: ChatLog, id: string): ChatLog {
  return change(log, id, (own) => ({ ...own, progress: "rejected" }));
}

/** The person's own texts up to number `seq` have come this far. A text never goes back. */
export function markUpTo(log: ChatLog, seq: number, progress: "delivered" | "read"): ChatLog {
  const entries = [...log.entries];
  for (let i = entries.length - 1; i >= 0; i--) {
    const entry = entries[i];
    if (entry?.type !== "own" || entry.seq === undefined || entry.seq > seq) continue;
    // Texts advance in order, so all earlier ones have come this far too.
    if (entry.progress === progress || entry.progress === "read") break;
    entries[i] = { ...entry, progress };
  }
  return { ...log, entries, [progress]: Math.max(log[progress], seq) };
}

type KeyedOwn = OwnEntry & { readonly key: number };

function change(log: ChatLog, id: string, changed: (own: KeyedOwn) => KeyedOwn): ChatLog {
  const index = log.entries.findLastIndex((entry) => entry.type === "own" && entry.id === id);
  const entry = log.entries[index];
  if (entry?.type !== "own") return log;
  return { ...log, entries: log.entries.with(index, changed(entry)) };
}
