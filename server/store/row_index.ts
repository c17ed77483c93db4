/**
 * Where a room's rows are, by their ids: so that the tables need no index, and what all rooms say in one moment stands side by
 * side in the file. It knows no SQL.
 *
 * @module
 */

import { REMEMBERED } from "../../actors/room/answered_ids.ts";

/** Ids of a seat after which those too old to be remembered are deleted: 6 % more are kept, for a 16th of the work. */
const FORGET_EVERY = REMEMBERED / 16;

/** A row of answers, and how many it has. */
interface AnswerRow {
  readonly id: number;
  readonly count: number;
}

/** One member's rows of answers, in order. */
interface AnswerRows {
  readonly rows: AnswerRow[];
  /** Answers in all of them. */
  count: number;
}

/** One room's rows, and its last numbers. */
export class RoomRows {
  /** The last number given, and the last member's. */
  seq = 0;
  members = 0;
  /** Those that the room's own row has. */
  writtenSeq = 0;
  writtenMembers = 0;
  readonly #entries = new Map<number, number>();
  readonly #answers = new Map<string, AnswerRows>();

  /** All rows of entries. */
  get entries(): readonly number[] {
    return [...this.#entries.values()];
  }

  /** All rows of answers. */
  get answers(): readonly number[] {
    return [...this.#answers.values()].flatMap(({ rows }) => rows.map(({ id }) => id));
  }

  /** The row of the entry that begins with this number, if there is one. */
  entry(first: number): number | undefined {
    return this.#entries.get(first);
  }

  /** The entry that begins with this number is in this row. */
  addEntry(first: number, id: number): void {
    this.#entries.set(first, id);
  }

  /** The entry that begins with this number is in no row any more; the one where it was. */
  dropEntry(first: number): number | undefined {
    const id = this.#entries.get(first);
    this.#entries.delete(first);
    return id;
  }

  /** So many of a member's answers are in this row. */
  addAnswers(member: string, id: number, count: number): void {
    const answers = this.#answers.get(member) ?? { rows: [], count: 0 };
    this.#answers.set(member, answers);
    answers.rows.push({ id, count });
    answers.count += count;
  }

  /** A member's answers that are too old to be remembered are in no row any more; those where they were, now and then. */
  dropOldAnswers(member: string): readonly number[] {
    const answers = this.#answers.get(member);
    return answers === undefined || answers.count < REMEMBERED + FORGET_EVERY
      ? []
      : dropOld(answers);
  }

  /** A member's answers are in no row any more; those where they were. */
  dropAnswers(member: string): readonly number[] {
    const answers = this.#answers.get(member);
    this.#answers.delete(member);
    return answers?.rows.map(({ id }) => id) ?? [];
  }
}

function dropOld(answers: AnswerRows): readonly number[] {
  let old = 0;
  for (const { count } of answers.rows) {
    if (answers.count - count < REMEMBERED) break;
    answers.count -= count;
    old++;
  }
  return answers.rows.splice(0, old).map(({ id }) => id);
}
