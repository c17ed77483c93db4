/**
 * Finds a room's rows by their ids. So the tables need no index, and the rows of all rooms stand
 * side by side in the file, in the order of time. It knows no SQL.
 *
 * @module
 */

import { REMEMBERED } from "../../actors/room/answered_ids.ts";

/**
 * How many ids beyond {@linkcode REMEMBERED} a seat may have before the oldest are deleted
 * together.
 */
const FORGET_EVERY = REMEMBERED / 16;

/** A row of answers, and their number. */
interface AnswerRow {
  readonly id: number;
  readonly count: number;
}

/** A member's rows of answers, in order. */
interface AnswerRows {
  readonly rows: AnswerRow[];
  /** The number of answers in all rows. */
  count: number;
}

/** A room's rows, and its last numbers. */
export class RoomRows {
  /** The last event's number, and the last member's. */
  seq = 0;
  members = 0;
  /** The same numbers as the room's own row has them. */
  writtenSeq = 0;
  writtenMembers = 0;
  readonly #entries = new Map<number, number>();
  readonly #answers = new Map<string, AnswerRows>();

  /** The ids of all rows of entries. */
  get entries(): readonly number[] {
    return [...this.#entries.values()];
  }

  /** The ids of all rows of answers. */
  get answers(): readonly number[] {
    return [...this.#answers.values()].flatMap(({ rows }) => rows.map(({ id }) => id));
  }

  /** The row of the entry that begins with this number. */
  entry(first: number): number | undefined {
    return this.#entries.get(first);
  }

  /** Notes the row of an entry that begins with this number. */
  addEntry(first: number, id: number): void {
    this.#entries.set(first, id);
  }

  /** Forgets the entry that begins with this number, and returns its row. */
  dropEntry(first: number): number | undefined {
    const id = this.#entries.get(first);
    this.#entries.delete(first);
    return id;
  }

  /** Notes a row with `count` of a member's answers. */
  addAnswers(member: string, id: number, count: number): void {
    const answers = this.#answers.get(member) ?? { rows: [], count: 0 };
    this.#answers.set(member, answers);
    answers.rows.push({ id, count });
    answers.count += count;
  }

  /** Forgets answers that are too old, many at once, and returns their rows. */
  dropOldAnswers(member: string): readonly number[] {
    const answers = this.#answers.get(member);
    return answers === undefined || answers.count < REMEMBERED + FORGET_EVERY
      ? []
      : dropOld(answers);
  }

  /** Forgets a member's answers, and returns their rows. */
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
