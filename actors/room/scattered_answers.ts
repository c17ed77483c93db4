/**
 * Answers to ids in no order, such as random ones. A value, kept as tables of at least doubling size, newest first, as in a
 * log-structured merge tree: adding one costs a few moves, looking one up a few probes, and nothing is copied whole.
 *
 * @module
 */

import { type Answer, REMEMBERED } from "./answer.ts";

/** Tables, newest first. */
export type ScatteredAnswers = readonly ReadonlyMap<string, Answer>[];

/** Nothing came yet. */
export const noScattered: ScatteredAnswers = [];

/** A table of more is not merged any further: to look into a few more costs less than to move all that. */
const LARGE = 4_096;

/** Adds answers to ids that are not there; the oldest are forgotten beyond the bound. */
export function addScattered(
  tables: ScatteredAnswers,
  fresh: ReadonlyMap<string, Answer>,
): ScatteredAnswers {
  let newest = fresh;
  let older = 0;
  for (const table of tables) {
    if (table.size > newest.size || newest.size > LARGE) break;
    newest = merged(table, newest);
    older++;
  }
  const added = [newest, ...tables.slice(older)];
  const kept = added.slice(0, -1).reduce((sum, { size }) => sum + size, 0);
  return kept >= REMEMBERED ? added.slice(0, -1) : added;
}

/** The answer that `id` was given, if it is there. */
export function scatteredAnswerTo(tables: ScatteredAnswers, id: string): Answer | undefined {
  for (const table of tables) {
    const answer = table.get(id);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

function merged(
  older: ReadonlyMap<string, Answer>,
  newer: ReadonlyMap<string, Answer>,
): ReadonlyMap<string, Answer> {
  const both = new Map(older);
  for (const [id, answer] of newer) both.set(id, answer);
  return both;
}
