/**
 * What a seat's texts were answered with, by their ids, so that an id seen again gets the same answer and is passed on
 * to nobody. A value: remembering makes a new one and leaves the old as it was.
 *
 * Most clients count: each id comes after all before it, shorter before longer and else by its letters. Such an id was
 * surely never seen, and many that came together are kept as they came (`ordered_answers.ts`). All others are looked up,
 * and kept with those that came alone (`scattered_answers.ts`).
 *
 * @module
 */

import {
  detached,
  fromTextBatch,
  SEPARATOR,
  type TextBatch,
  toTextBatch,
} from "../../encoding/text_batch.ts";
import type { Answer } from "./answer.ts";
import { itemsIn } from "../chunked_list.ts";
import {
  addOrdered,
  isAfter,
  lookUpOrdered,
  noOrdered,
  type OrderedAnswers,
  type OrderedIds,
  runAfter,
} from "./ordered_ids.ts";
import {
  addScattered,
  listScattered,
  noScattered,
  type ScatteredAnswers,
  scatteredAnswerTo,
} from "./hashed_ids.ts";

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
export function answerAll(answers: Answers, ids: TextBatch, next: Answer): Answered {
  if (!ids.includes(SEPARATOR)) return answerOne(answers, ids, next);
  const run = runAfter(answers.last, ids);
  return run === undefined
    ? answerEach(answers, fromTextBatch(ids), next)
    : { answers: addRun(answers, run, next), fresh: null, repeats: [] };
}

/** What people say comes one by one, and none of it is to wait for what only many need. */
function answerOne(answers: Answers, id: string, next: Answer): Answered {
  const { last, ordered, scattered } = answers;
  const isLast = isAfter(last, id);
  const known = isLast ? undefined : scatteredAnswerTo(scattered, id) ?? lookUpOrdered(ordered)(id);
  if (known !== undefined) return { answers, fresh: [], repeats: [[id, known]] };
  const more = addScattered(scattered, id, next);
  return {
    answers: { last: isLast ? id : last, ordered, scattered: more },
    fresh: null,
    repeats: [],
  };
}

function answerEach(answers: Answers, ids: readonly string[], next: Answer): Answered {
  const orderedAnswerTo = lookUpOrdered(answers.ordered);
  const fresh: number[] = [];
  const repeats: [string, Answer][] = [];
  let { last, scattered } = answers;
  for (const [i, id] of ids.entries()) {
    const known = orderedAnswerTo(id) ?? scatteredAnswerTo(scattered, id);
    if (known !== undefined) {
      repeats.push([id, known]);
    } else {
      // It is remembered for longer than those it came with.
      const own = detached(id);
      scattered = addScattered(scattered, own, { ...next, seq: next.seq + fresh.length });
      if (isAfter(last, id)) last = own;
      fresh.push(i);
    }
  }
  return {
    answers: { ...answers, last, scattered },
    fresh: repeats.length === 0 ? null : fresh,
    repeats,
  };
}

/** Some ids, and what the first of them was answered; the others got the numbers that follow. */
export interface AnsweredRun {
  readonly ids: TextBatch;
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
  const single = listScattered(scattered).map(({ id, answer: { seq, at, to } }) => ({
    ids: toTextBatch([id]),
    count: 1,
    first: seq,
    at,
    to,
  }));
  return [...runs, ...single].sort((a, b) => a.first - b.first);
}

function addRun(
  answers: Answers,
  { smallest, ids, count, largest }: OrderedIds,
  first: Answer,
): Answers {
  const ordered = addOrdered(answers.ordered, { smallest, ids, count, first });
  return { ...answers, last: largest, ordered };
}
