/**
 * What a seat's texts were answered with, by their ids, so that an id seen again gets the same answer and is passed on
 * to nobody. A value: remembering makes a new one and leaves the old as it was.
 *
 * Kept as tables of at least doubling size, newest first, as in a log-structured merge tree: remembering one more id
 * costs a few moves, looking one up a few probes, and nothing is copied whole for each text.
 *
 * @module
 */

/** The number a text got, when, and for how many seats it was. */
export interface Answer {
  readonly seq: number;
  readonly at: number;
  readonly to: number;
}

/** The answers that one seat was given. */
export type Answers = readonly ReadonlyMap<string, Answer>[];

/** No answer yet. */
export const noAnswers: Answers = [];

/**
 * Ids remembered for a seat, at least. Only what a client has sent and not seen accepted can come again: with 64 KiB
 * in each of four socket buffers and the smallest `say` of 36 bytes, that is 7,000.
 */
const REMEMBERED = 8_192;

/** A table of more is not merged any further: looking into a few more costs less than moving all that. */
const LARGE = 4_096;

/** The answer that `id` was given, if it is remembered. */
export function answerTo(answers: Answers, id: string): Answer | undefined {
  for (const table of answers) {
    const answer = table.get(id);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/** The same answers and `fresh` ones; the oldest are forgotten beyond the bound. */
export function remember(answers: Answers, fresh: ReadonlyMap<string, Answer>): Answers {
  let newest = fresh;
  let older = 0;
  for (const table of answers) {
    if (table.size > newest.size || newest.size > LARGE) break;
    newest = merged(table, newest);
    older++;
  }
  const tables = [newest, ...answers.slice(older)];
  return rememberedWithout(tables, tables.length - 1) >= REMEMBERED ? tables.slice(0, -1) : tables;
}

function merged(
  older: ReadonlyMap<string, Answer>,
  newer: ReadonlyMap<string, Answer>,
): ReadonlyMap<string, Answer> {
  const both = new Map(older);
  for (const [id, answer] of newer) both.set(id, answer);
  return both;
}

function rememberedWithout(tables: Answers, last: number): number {
  return tables.slice(0, last).reduce((sum, table) => sum + table.size, 0);
}
