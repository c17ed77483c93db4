/**
 * The last ids of one seat and what the room answered to each, so that a repeated id gets the same
 * answer and its text goes to nobody again. A value: each batch makes a new table and leaves the
 * old one as it was.
 *
 * @module
 */

import { detached, fromTextBatch, type TextBatch, toTextBatch } from "../encoding/text_batch.ts";

/**
 * The number of a text, when it was said (milliseconds since 1970), and to how many seats it went.
 */
export interface Answer {
  readonly seq: number;
  readonly at: number;
  readonly to: number;
}

/**
 * Ids that the room remembers for a seat, at least. Only an accepted text can be repeated by
 * mistake, and only while its `accepted` is on the way: our client has at most 256 such texts, and
 * the protocol tells other clients to have no more than this.
 */
export const REMEMBERED = 2_048;

/** Ids in the list that is copied for each batch: few, so that one text costs little. */
const LATEST = 128;

type IdAnswer = readonly [id: string, answer: Answer];
type AnswerById = ReadonlyMap<string, Answer>;

/**
 * The answers that a seat was given, in the order of their numbers: those in `chunks`, then
 * `latest`. A batch copies `latest` alone. A full `latest` becomes the next chunk, and the oldest
 * chunk goes once the others have {@linkcode REMEMBERED} ids.
 */
export interface AnsweredIds {
  readonly chunks: readonly AnswerById[];
  readonly latest: readonly IdAnswer[];
}

/** What came of a batch of ids. */
export interface Answered {
  readonly answers: AnsweredIds;
  /** Places of the fresh ids in the batch; `null` if all are fresh. */
  readonly fresh: readonly number[] | null;
  /** Ids that had been answered before, and how. */
  readonly repeats: readonly IdAnswer[];
}

/** Ids whose answers have consecutive numbers from `first` on, and all else in common. */
export interface AnsweredRun {
  readonly ids: TextBatch;
  readonly count: number;
  readonly first: number;
  readonly at: number;
  readonly to: number;
}

/** No id yet. */
export const noAnswers: AnsweredIds = { chunks: [], latest: [] };

/**
 * Answers a batch of ids. An id that is remembered, or came twice in the batch, gets its first
 * answer again.
 *
 * @param next The answer for the first fresh id; the others get the numbers that follow.
 */
export function answerAll(answers: AnsweredIds, batch: TextBatch, next: Answer): Answered {
  const added = new Map<string, Answer>();
  const fresh: number[] = [];
  const repeats: IdAnswer[] = [];
  for (const [place, id] of fromTextBatch(batch).entries()) {
    const known = added.get(id) ?? answerTo(answers, id);
    if (known !== undefined) {
      repeats.push([id, known]);
    } else {
      // A part of the batch would keep all of it in memory.
      added.set(detached(id), { ...next, seq: next.seq + fresh.length });
      fresh.push(place);
    }
  }
  return {
    answers: added.size === 0 ? answers : withAnswers(answers, added),
    fresh: repeats.length === 0 ? null : fresh,
    repeats,
  };
}

function answerTo({ chunks, latest }: AnsweredIds, id: string): Answer | undefined {
  return chunks.findLast((chunk) => chunk.has(id))?.get(id) ??
    latest.find(([other]) => other === id)?.[1];
}

function withAnswers({ chunks, latest }: AnsweredIds, added: AnswerById): AnsweredIds {
  const all = [...latest, ...added];
  if (all.length <= LATEST) return { chunks, latest: all };
  const more = [...chunks, new Map(all)];
  let count = more.reduce((sum, { size }) => sum + size, 0);
  const oldest = more.findIndex(({ size }) => {
    count -= size;
    return count < REMEMBERED;
  });
  return { chunks: more.slice(oldest), latest: [] };
}

/**
 * Lists what `now` remembers beyond `before`, an earlier version of it, in runs that {@linkcode
 * answerAll} can be given.
 *
 * @param seq The last number of the room at the time of `before`.
 */
export function answersSince(
  before: AnsweredIds,
  seq: number,
  now: AnsweredIds,
): readonly AnsweredRun[] {
  if (now === before) return [];
  const isNew = ([, answer]: IdAnswer) => answer.seq > seq;
  const chunks = now.chunks.filter((chunk) => !before.chunks.includes(chunk));
  return toRuns(inOrder({ ...now, chunks }).filter(isNew));
}

/** Lists all that is remembered, in runs that {@linkcode answerAll} can be given. */
export function listAnswers(answers: AnsweredIds): readonly AnsweredRun[] {
  return toRuns(inOrder(answers));
}

function inOrder({ chunks, latest }: AnsweredIds): readonly IdAnswer[] {
  return [...chunks.flatMap((chunk) => [...chunk]), ...latest];
}

function toRuns(answers: readonly IdAnswer[]): readonly AnsweredRun[] {
  const runs: (Answer & { readonly ids: string[] })[] = [];
  for (const [id, { seq, at, to }] of answers) {
    const run = runs.at(-1);
    const continues = run?.at === at && run.to === to && run.seq + run.ids.length === seq;
    if (run !== undefined && continues) run.ids.push(id);
    else runs.push({ seq, at, to, ids: [id] });
  }
  return runs.map(({ seq: first, at, to, ids }) => ({
    ids: toTextBatch(ids),
    count: ids.length,
    first,
    at,
    to,
  }));
}
