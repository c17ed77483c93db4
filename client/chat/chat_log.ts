/**
 * What has been said and has happened, in the order in which this person got to know it, and what became of one's own
 * texts. It must not know who is in the room, nor how an entry is shown.
 *
 * @module
 */

import type { FrameNamed, Identity, ServerFrame } from "../../actors/protocol/frames.ts";
import type { Notice } from "./notices.ts";

/** What became of a text of one's own; each step but the last follows the one before it. */
export type Progress = "waiting" | "accepted" | "delivered" | "read" | "rejected";

/** Someone else's text. */
export interface SaidEntry {
  readonly type: "said";
  /** Its number in the room. */
  readonly seq: number;
  readonly from: Identity;
  readonly text: string;
  readonly at: string;
}

/** A text of one's own. */
export interface OwnEntry {
  readonly type: "own";
  readonly id: string;
  readonly text: string;
  readonly progress: Progress;
  /** Its number and its time, from `accepted` on. */
  readonly seq: number | undefined;
  readonly at: string | undefined;
}

/** Something that happened, or an answer to a command. */
export interface NoticeEntry {
  readonly type: "notice";
  readonly notice: Notice;
}

/** An entry; its key is above those of all entries before it. */
export type ChatEntry = (SaidEntry | OwnEntry | NoticeEntry) & { readonly key: number };

/** The entries, oldest first. */
export interface ChatLog {
  readonly entries: readonly ChatEntry[];
  readonly nextKey: number;
  /** The numbers up to which one's own texts are known to be there, and to be read: also those accepted only later. */
  readonly delivered: number;
  readonly read: number;
}

/** Entries that are kept: some screens to scroll back through, and little to copy when one is added. */
export const MAX_ENTRIES = 500;

/** Nothing has happened. */
export const emptyChatLog: ChatLog = { entries: [], nextKey: 0, delivered: 0, read: 0 };

/** Adds an entry; the oldest goes when there are too many. */
export function addEntry(log: ChatLog, entry: SaidEntry | OwnEntry | NoticeEntry): ChatLog {
  const kept = log.entries.slice(log.entries.length < MAX_ENTRIES ? 0 : 1);
  kept.push({ ...entry, key: log.nextKey });
  return { ...log, entries: kept, nextKey: log.nextKey + 1 };
}

/** The entries that `log` has and `before` had not. */
export function entriesSince(before: ChatLog, log: ChatLog): readonly ChatEntry[] {
  return log.entries.slice(Math.max(0, log.entries.length - (log.nextKey - before.nextKey)));
}

/** The server holds a text of one's own. */
export function markAccepted(
  log: ChatLog,
  { id, seq, at }: FrameNamed<ServerFrame, "accepted">,
): ChatLog {
  // After a lost connection it may be known to be there before its number is known again.
  const progress = seq <= log.read ? "read" : seq <= log.delivered ? "delivered" : "accepted";
  return change(log, id, (own) => ({ ...own, progress, seq, at }));
}

/** The seat is another: what comes of its texts says nothing of those that an earlier one said. */
export function forgetNumbers(log: ChatLog): ChatLog {
  const entries = log.entries.map((entry) =>
    entry.type === "own" ? { ...entry, seq: undefined } : entry
  );
  return { ...log, entries, delivered: 0, read: 0 };
}

/** The server does not take a text of one's own. */
export function markRejected(log: ChatLog, id: string): ChatLog {
  return change(log, id, (own) => ({ ...own, progress: "rejected" }));
}

/** All of one's own texts up to number `seq` have come this far. A text never goes back. */
export function markUpTo(log: ChatLog, seq: number, progress: "delivered" | "read"): ChatLog {
  const entries = [...log.entries];
  for (let i = entries.length - 1; i >= 0; i--) {
    const entry = entries[i];
    if (entry?.type !== "own" || entry.seq === undefined || entry.seq > seq) continue;
    // Texts come forward in order: when this one is there, so are those before it.
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
