/**
 * What a seat's texts were answered with, by their ids, so that an id seen again gets the same answer and is passed on
 * to nobody. A value: remembering makes a new one and leaves the old as it was.
 *
 * Most clients count: each id comes after all before it, shorter before longer and else by its letters. Such an id was
 * surely never seen, and is kept with its neighbours as it came (`ordered_answers.ts`). All others are looked up
 * (`scattered_answers.ts`).
 *
 * @module
 */

import { type Column, fromColumn, toColumn } from "../column.ts";
import type { Answer } from "./answer.ts";
import { itemsIn } from "./blocks.ts";
import {
  addOrdered,
  isAfter,
  lookUpOrdered,
  noOrdered,
  type OrderedAnswers,
  type OrderedIds,
  runAfter,
} from "./ordered_answers.ts";
import {
  addScattered,
  noScattered,
  type ScatteredAnswers,
  scatteredAnswerTo,
} from "./scattered_answers.ts";

/** The answers that one seat was given. */
export interface Answers {
  /** No id that comes after this was ever seen. */
  readonly last: string;
  readonly ordered: OrderedAnswers;
  readonly scattered: ScatteredAnswers;
}

/** What some ids were answered. */
export interface Answered {
  readonly answers: Answers;
  /** The fresh ones' places among them; `null`: all. */
  readonly fresh: readonly number[] | null;
  /** What the others had been answered before. */
  readonly repeats: readonly (readonly [id: string, answer: Answer])[];
}

/** No answer yet. */
export const noAnswers: Answers = { last: "", ordered: noOrdered, scattered: noScattered };

/**
 * Answers ids: those seen before as they were then, the fresh ones anew. The oldest are forgotten beyond the bound.
 *
 * @param next What the first fresh one is answered; those after it get the numbers that follow.
 */
export function answerAll(answers: Answers, ids: Column, next: Answer): Answered {
  const run = runAfter(answers.last, ids);
  if (run !== undefined) {
    return { answers: addRun(answers, run, next), fresh: null, repeats: [] };
  }
  const all = fromColumn(ids);
  const orderedAnswerTo = lookUpOrdered(answers.ordered);
  const given = new Map<string, Answer>();
  const fresh: number[] = [];
  const repeats: [string, Answer][] = [];
  for (const [i, id] of all.entries()) {
    const known = orderedAnswerTo(id) ?? scatteredAnswerTo(answers.scattered, id) ?? given.get(id);
    if (known !== undefined) {
      repeats.push([id, known]);
    } else {
      given.set(id, { ...next, seq: next.seq + fresh.length });
      fresh.push(i);
    }
  }
  return { answers: remember(answers, given, next), fresh, repeats };
}

/** Some ids, and what the first of them was answered; the others got the numbers that follow. */
export interface AnsweredRun {
  readonly ids: Column;
  readonly count: number;
  readonly first: number;
  readonly at: number;
  readonly to: number;
}

/** All that is remembered, so that {@linkcode answerAll} can be given it again. */
export function listAnswers({ ordered, scattered }: Answers): readonly AnsweredRun[] {
  const runs = itemsIn(ordered.runs).map(({ ids, count, first: { seq, at, to } }) => ({
    ids,
    count,
    first: seq,
    at,
    to,
  }));
  const single = scattered.flatMap((table) => [...table]).map(([id, { seq, at, to }]) => ({
    ids: toColumn([id]),
    count: 1,
    first: seq,
    at,
    to,
  }));
  return [...runs, ...single].sort((a, b) => a.first - b.first);
}

function remember(answers: Answers, given: ReadonlyMap<string, Answer>, next: Answer): Answers {
  const ids = [...given.keys()];
  if (ids.length === 0) return answers;
  const run = runAfter(answers.last, toColumn(ids));
  if (run !== undefined) return addRun(answers, run, next);
  const last = ids.reduce((last, id) => isAfter(last, id) ? id : last, answers.last);
  return { ...answers, last, scattered: addScattered(answers.scattered, given) };
}

function addRun(
  answers: Answers,
  { smallest, ids, count, largest }: OrderedIds,
  first: Answer,
): Answers {
  const ordered = addOrdered(answers.ordered, { smallest, ids, count, first });
  return { ...answers, last: largest, ordered };
}
