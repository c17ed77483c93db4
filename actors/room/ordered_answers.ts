/**
 * Answers to ids that came in order, kept as they came: a batch as one string, a tenth of what a table takes. A value.
 *
 * @module
 */

import { type Column, placeInColumn } from "../column.ts";
import { type Answer, REMEMBERED } from "./answer.ts";

/** What one batch of ids was answered. */
interface Run {
  /** The first of its ids, and so the smallest. */
  readonly smallest: string;
  readonly ids: Column;
  readonly count: number;
  /** What the first of them was answered; the others got the numbers that follow. */
  readonly first: Answer;
}

/** Runs in their order, in blocks, so that adding one copies a block and not all. */
export interface OrderedAnswers {
  readonly blocks: readonly (readonly Run[])[];
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

/** Adds a run whose ids come after all that are there. */
export function addOrdered({ blocks, count }: OrderedAnswers, run: Run): OrderedAnswers {
  const newest = blocks.at(-1);
  const added = newest === undefined || newest.length >= BLOCK
    ? [...blocks, [run]]
    : [...blocks.slice(0, -1), [...newest, run]];
  const sum = count + run.count;
  const oldest = added[0]?.reduce((ids, { count }) => ids + count, 0) ?? 0;
  if (added.length === 1 || sum - oldest < REMEMBERED) return { blocks: added, count: sum };
  return { blocks: added.slice(1), count: sum - oldest };
}

/** The answer that `id` was given, if it is there. */
export function orderedAnswerTo({ blocks }: OrderedAnswers, id: string): Answer | undefined {
  const notAfter = ({ smallest }: Run) => !isAfter(id, smallest);
  const block = blocks.findLast(([first]) => first !== undefined && notAfter(first));
  const run = block?.findLast(notAfter);
  if (run === undefined) return undefined;
  const place = placeInColumn(run.ids, id);
  return place === -1 ? undefined : { ...run.first, seq: run.first.seq + place };
}
