/**
 * Answers to ids that came in order, kept as they came: a batch as one string, a tenth of what a table takes. A value.
 *
 * @module
 */

import { type Column, fromColumn, SEPARATOR } from "../column.ts";
import { type Answer, REMEMBERED } from "./answer.ts";

/** Ids each of which comes after the one before it. */
export interface OrderedIds {
  readonly ids: Column;
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
type Block = readonly [Run, ...Run[]];

/** Runs in blocks, so that adding one copies a block and not all. */
export interface OrderedAnswers {
  readonly blocks: readonly Block[];
  /** Ids in all of them. */
  readonly count: number;
}

/** Runs in one block: about the root of how many runs there can be, so that neither list is long. */
const BLOCK = 256;

/** Nothing came in order yet. */
export const noOrdered: OrderedAnswers = { blocks: [], count: 0 };

/** Whether `id` comes after `other`: a longer one after all shorter ones, else by its letters, as counters count. */
export function isAfter(other: string, id: string): boolean {
  return id.length === other.length ? id > other : id.length > other.length;
}

/** These ids, if each comes after `last` and all before it; `undefined` if not. Of thousands no string is made but two. */
export function runAfter(last: string, ids: Column): OrderedIds | undefined {
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
  ids: Column,
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

function endOfText(column: Column, from: number): number {
  const at = column.indexOf(SEPARATOR, from);
  return at === -1 ? column.length : at;
}

/** Adds a run whose ids come after all that are there. */
export function addOrdered({ blocks, count }: OrderedAnswers, run: Run): OrderedAnswers {
  const newest = blocks.at(-1);
  const added: readonly Block[] = newest === undefined || newest.length >= BLOCK
    ? [...blocks, [run]]
    : [...blocks.slice(0, -1), [...newest, run]];
  const sum = count + run.count;
  const oldest = added.slice(0, 1).flat().reduce((ids, { count }) => ids + count, 0);
  if (added.length === 1 || sum - oldest < REMEMBERED) return { blocks: added, count: sum };
  return { blocks: added.slice(1), count: sum - oldest };
}

/** Looks up the answers that ids were given; each run it comes upon is opened once, so that a whole batch costs little. */
export function lookUpOrdered({ blocks }: OrderedAnswers): (id: string) => Answer | undefined {
  const opened = new Map<Run, readonly string[]>();

  function open(run: Run): readonly string[] {
    const ids = opened.get(run) ?? fromColumn(run.ids);
    opened.set(run, ids);
    return ids;
  }

  return (id) => {
    const block = blocks[lastUpTo(id, blocks, ([first]) => first.smallest)];
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
