/**
 * Answers to ids that came one by one or in no order, such as random ones, in hash tables that are values: a table's buckets
 * stand on shelves and these in cases, so that one answer more copies a shelf, a case and the list of cases, half a KB in all.
 *
 * @module
 */

import { type Answer, REMEMBERED } from "./answer.ts";

/** An id, and what it was answered. */
export interface ScatteredAnswer {
  readonly id: string;
  readonly answer: Answer;
}

/** The newest answer to an id of some hash, and those before it. */
interface Chain extends ScatteredAnswer {
  readonly before: Bucket;
}

/** Answers to ids of one hash. */
type Bucket = Chain | null;

/** Buckets by the last bits of their hash. */
type Shelf = readonly Bucket[];

/** Shelves by those before, in cases by the first. */
type Table = readonly (readonly Shelf[])[];

/** Answers in two generations: when the newer one has enough, the older one is forgotten. */
export interface ScatteredAnswers {
  readonly newer: Table;
  /** Ids in the newer one. */
  readonly count: number;
  readonly older: Table;
}

/** Bits of a third of a hash: all three lists are as long, and a full table has four ids in a bucket. */
const PART = 4;
const LENGTH = 1 << PART;
const LAST = LENGTH - 1;
const BUCKETS = LENGTH ** 3;

/**
 * Answers of a bucket that are looked at: several times what comes together of ids that are not made up for it. Of those that
 * are, older ones are not found, which harms nobody but whoever made them up; and no text takes more than some microseconds.
 */
const BUCKET = 64;

const noShelf: Shelf = Array.from({ length: LENGTH }, () => null);
const noCase: readonly Shelf[] = Array.from({ length: LENGTH }, () => noShelf);
const noTable: Table = Array.from({ length: LENGTH }, () => noCase);

/** Nothing came yet. */
export const noScattered: ScatteredAnswers = { newer: noTable, count: 0, older: noTable };

/** Adds the answer to an id that is not there; the oldest are forgotten beyond the bound. */
export function addScattered(
  { newer, count, older }: ScatteredAnswers,
  id: string,
  answer: Answer,
): ScatteredAnswers {
  const hash = hashOf(id);
  const shelves = newer[hash >> 2 * PART] ?? noCase;
  const shelf = shelves[hash >> PART & LAST] ?? noShelf;
  const bucket = { id, answer, before: shelf[hash & LAST] ?? null };
  const filled = shelves.with(hash >> PART & LAST, shelf.with(hash & LAST, bucket));
  const table = newer.with(hash >> 2 * PART, filled);
  return count + 1 < REMEMBERED
    ? { newer: table, count: count + 1, older }
    : { newer: noTable, count: 0, older: table };
}

/** The answer that `id` was given, if it is there. */
export function scatteredAnswerTo(
  { newer, older }: ScatteredAnswers,
  id: string,
): Answer | undefined {
  const hash = hashOf(id);
  return answerIn(bucketIn(newer, hash), id) ?? answerIn(bucketIn(older, hash), id);
}

/** All that is there. */
export function listScattered({ newer, older }: ScatteredAnswers): readonly ScatteredAnswer[] {
  const all: ScatteredAnswer[] = [];
  // Most shelves are empty most often, and most seats have nothing at all.
  const shelves = [...older, ...newer].filter((shelves) => shelves !== noCase).flat();
  for (let chain of shelves.filter((shelf) => shelf !== noShelf).flat()) {
    for (; chain !== null; chain = chain.before) all.push(chain);
  }
  return all;
}

function bucketIn(table: Table, hash: number): Bucket {
  return table[hash >> 2 * PART]?.[hash >> PART & LAST]?.[hash & LAST] ?? null;
}

function answerIn(bucket: Bucket, id: string): Answer | undefined {
  let chain = bucket;
  for (let looked = 0; chain !== null && looked < BUCKET; looked++) {
    if (chain.id === id) return chain.answer;
    chain = chain.before;
  }
  return undefined;
}

/** FNV-1a of its letters, folded (http://www.isthe.com/chongo/tech/comp/fnv). */
function hashOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return (hash ^ hash >>> (3 * PART)) & (BUCKETS - 1);
}
