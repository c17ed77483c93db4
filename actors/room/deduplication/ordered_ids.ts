/**
 * Answers to ids that came together and in order, kept as they came: a batch as one string, a tenth of what a table takes. A value.
 *
 * @module
 */

import { fromTextBatch, SEPARATOR, type TextBatch } from "../../encoding/text_batch.ts";
import { type Answer, REMEMBERED } from "./answer.ts";
import { added, type Blocks } from "../chunked_list.ts";

/** Ids each of which comes after the one before it. */
export interface OrderedIds {
  readonly ids: TextBatch;
  readonly count: number;
  /** The first and the last of them. */
  readonly smallest: string;
  readonly largest: string;
}

/** What one batch of ids was answered. */
interface Run extends Omit<OrderedIds, "largest"> {
  /** What the first of them was answered; the others got the numbers that follow. */
  readonly first: Answer;
}

/** Runs in their order. */
export interface OrderedAnswers {
  readonly runs: Blocks<Run>;
  /** Ids in all of them. */
  readonly count: number;
}

/** Nothing came in order yet. */
export const noOrdered: OrderedAnswers = { runs: [], count: 0 };

/** Whether `id` comes after `other`: a longer one after all shorter ones, else by its letters, as counters count. */
export function isAfter(other: string, id: string): boolean {
  return id.length === other.length ? id > other : id.length > other.length;
}

/** These ids, if each comes after `last` and all before it; `undefined` if not. Of thousands no string is made but two. */
export function runAfter(last: string, ids: TextBatch): OrderedIds | undefined {
  let count = 0;
  let start = 0;
  let end = endOfText(ids, start);
  const smallest = ids.slice(start, end);
  if (!isAfter(last, smallest)) return undefined;
  for (count++; end < ids.length; count++) {
    const next = end + SEPARATOR.length;
    const nextEnd = endOfText(ids, next);
    if (!followsIn(ids, start, end, next, nextEnd)) return undefined;
    [start, end] = [next, nextEnd];
  }
  return { ids, count, smallest, largest: ids.slice(start) };
}

/** As {@linkcode isAfter}, of two ids that stand in a column. */
function followsIn(
  ids: TextBatch,
  start: number,
  end: number,
  next: number,
  nextEnd: number,
): boolean {
  const longer = (nextEnd - next) - (end - start);
  if (longer !== 0) return longer > 0;
  for (let i = start, j = next; i < end; i++, j++) {
    const difference = ids.charCodeAt(j) - ids.charCodeAt(i);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

function endOfText(column: TextBatch, from: number): number {
  const at = column.indexOf(SEPARATOR, from);
  return at === -1 ? column.length : at;
}

/** Adds a run whose ids come after all that are there. */
export function addOrdered({ runs, count }: OrderedAnswers, run: Run): OrderedAnswers {
  const more = { runs: added(runs, run), count: count + run.count };
  if (more.count < REMEMBERED) return more;
  const [oldest = [], ...others] = more.runs;
  const less = more.count - oldest.reduce((ids, { count }) => ids + count, 0);
  return others.length === 0 || less < REMEMBERED ? more : { runs: others, count: less };
}

/** Looks up the answers that ids were given; each run it comes upon is opened once, so that a whole batch costs little. */
export function lookUpOrdered({ runs }: OrderedAnswers): (id: string) => Answer | undefined {
  if (runs.length === 0) return () => undefined;
  const opened = new Map<Run, readonly string[]>();

  function open(run: Run): readonly string[] {
    const ids = opened.get(run) ?? fromTextBatch(run.ids);
    opened.set(run, ids);
    return ids;
  }

  return (id) => {
    const block = runs[lastUpTo(id, runs, ([first]) => first.smallest)];
    const run = block?.[lastUpTo(id, block, ({ smallest }) => smallest)];
    if (run === undefined) return undefined;
    const ids = open(run);
    const place = lastUpTo(id, ids, (other) => other);
    return ids[place] === id ? { ...run.first, seq: run.first.seq + place } : undefined;
  };
}

/** Where in what is in order the last is that does not come after `id`; -1 if all do. */
function lastUpTo<T>(id: string, ordered: readonly T[], idOf: (item: T) => string): number {
  let from = 0;
  let to = ordered.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    // There is one: it is within the bounds.
    if (isAfter(id, idOf(ordered[middle] as T))) to = middle;
    else from = middle + 1;
  }
  return from - 1;
}
