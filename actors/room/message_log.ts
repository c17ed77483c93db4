/**
 * A room's log: numbered events, each until every recipient has acked it. A value. It knows seats
 * only by their member ids.
 *
 * @module
 */

import { fromTextBatch, toTextBatch } from "../encoding/text_batch.ts";
import type { NumberedEvent } from "../messages/events.ts";
import { type Blocks, firstBlock, inBlocks, itemsIn, replaced } from "./chunked_list.ts";

/** An event, and its recipients. */
export interface LogEntry {
  readonly fact: NumberedEvent;
  /** Its numbers. */
  readonly first: number;
  readonly last: number;
  /** The recipients, also those that have it already. */
  readonly waitsFor: readonly string[];
  /** False once a recipient has left: then it is never delivered to all. */
  readonly complete: boolean;
}

/** All entries by number. A client that never acks has thousands, so adding one must be cheap. */
export type MessageLog = Blocks<LogEntry>;

/** Texts that all their recipients have. */
export interface Delivered {
  readonly sender: string;
  readonly first: number;
  readonly last: number;
}

/** The result of an ack. */
export interface Acknowledged {
  readonly kept: MessageLog;
  readonly delivered: readonly Delivered[];
  /** Weight that left the log, by recipient. */
  readonly freed: ReadonlyMap<string, number>;
}

/**
 * Entries up to this weight are cut after each ack, so that a delivered text is gone at once. A
 * larger one is a batch of hundreds: it is cut once half of it is delivered, so that it is not
 * copied hundreds of times.
 */
const CUT_AT_ONCE = 16_384;

/** No entries. */
export const emptyLog: MessageLog = [];

/** Makes an entry of an event. */
export function entryOf(
  fact: NumberedEvent,
  waitsFor: readonly string[],
  complete = true,
): LogEntry {
  const first = fact.type === "happened" ? fact.seq : fact.first;
  const count = fact.type === "happened" ? 1 : fact.count;
  return { fact, first, last: first + count - 1, waitsFor, complete };
}

/** The part of an entry's event above `seq`, which is one of its numbers or the one before. */
export function factAfter({ fact, first }: LogEntry, seq: number): NumberedEvent {
  if (fact.type === "happened" || seq < first) return fact;
  const had = seq - first + 1;
  const count = fact.count - had;
  const rest = { first: seq + 1, count, weight: Math.ceil(fact.weight * count / fact.count) };
  if (fact.type === "said") {
    const ids = toTextBatch(fromTextBatch(fact.ids).slice(had));
    return { ...fact, ...rest, ids, texts: toTextBatch(fromTextBatch(fact.texts).slice(had)) };
  }
  return { ...fact, ...rest, lines: fact.lines.split("\n").slice(had).join("\n") };
}

/** The first entry for `member` with numbers above `seq`. */
export function entryAfter(kept: MessageLog, member: string, seq: number): LogEntry | undefined {
  for (let i = blockAfter(kept, seq); i < kept.length; i++) {
    const block = kept[i] ?? [];
    // A member usually lacks only the last entries.
    const had = block.findLastIndex(({ last }) => last <= seq) + 1;
    for (let j = had; j < block.length; j++) {
      const entry = block[j];
      if (entry?.waitsFor.includes(member)) return entry;
    }
  }
  return undefined;
}

/**
 * `member` acks all up to `acked.to`; before, it had acked all up to `acked.from`.
 *
 * @param ackedBy The number up to which another member has acked all.
 */
export function acknowledge(
  kept: MessageLog,
  member: string,
  acked: { readonly from: number; readonly to: number },
  ackedBy: (member: string) => number,
): Acknowledged {
  const { from, to } = acked;
  if (to <= from) return { kept, delivered: [], freed: new Map() };
  const start = blockAfter(kept, from);
  const end = blockAfter(kept, to) + 1;
  const still: LogEntry[] = [];
  const delivered: Delivered[] = [];
  const freed = new Map<string, number>();

  function free(member: string, weight: number): void {
    freed.set(member, (freed.get(member) ?? 0) + weight);
  }

  let same = true;
  for (const entry of itemsIn(kept.slice(start, end))) {
    const { fact, first, last, waitsFor } = entry;
    if (!waitsFor.includes(member) || from >= last || to < first) {
      still.push(entry);
      continue;
    }
    if (to >= last) free(member, fact.weight);
    const others = Math.min(...waitsFor.filter((other) => other !== member).map(ackedBy));
    const run = {
      first: Math.max(first, Math.min(others, from) + 1),
      last: Math.min(others, to, last),
    };
    if (fact.type === "said" && entry.complete && run.first <= run.last) {
      delivered.push({ sender: fact.from.id, ...run });
    }
    const allHave = Math.min(others, to);
    same &&= allHave < first;
    if (allHave >= last) continue;
    const rest = allHave < first ? entry : cut(entry, allHave);
    still.push(rest);
    for (const other of waitsFor) {
      const owes = (other === member ? to : ackedBy(other)) < last;
      if (owes) free(other, fact.weight - rest.fact.weight);
    }
  }
  const left = same ? kept : replaced(kept, start, end, still);
  return { kept: left, delivered: joined(delivered), freed };
}

/** `member` has left: the log drops what it held for it alone. */
export function withoutMember(
  kept: MessageLog,
  member: string,
  ackedBy: (member: string) => number,
): MessageLog {
  const entries = itemsIn(kept);
  if (!entries.some(({ waitsFor }) => waitsFor.includes(member))) return kept;
  return inBlocks(entries.flatMap((entry) => {
    if (!entry.waitsFor.includes(member)) return entry;
    const waitsFor = entry.waitsFor.filter((other) => other !== member);
    const wanted = waitsFor.some((other) => ackedBy(other) < entry.last);
    return wanted ? { ...entry, waitsFor, complete: false } : [];
  }));
}

function cut(entry: LogEntry, seq: number): LogEntry {
  const half = seq - entry.first + 1 >= (entry.last - entry.first + 1) / 2;
  if (!half && entry.fact.weight > CUT_AT_ONCE) return entry;
  return entryOf(factAfter(entry, seq), entry.waitsFor, entry.complete);
}

/** Joins runs that follow each other. */
export function joined(runs: readonly Delivered[]): readonly Delivered[] {
  const joined: Delivered[] = [];
  for (const run of runs) {
    const before = joined.at(-1);
    const goesOn = before?.sender === run.sender && before.last + 1 === run.first;
    if (before !== undefined && goesOn) joined.splice(-1, 1, { ...before, last: run.last });
    else joined.push(run);
  }
  return joined;
}

/** The index of the first block with numbers above `seq`. */
function blockAfter(kept: MessageLog, seq: number): number {
  return firstBlock(kept, ({ last }) => last > seq);
}
