/**
 * What was said and waits for the store before it is accepted. A value.
 *
 * @module
 */

import type { TextBatch } from "../encoding/text_batch.ts";
import type { Answer } from "./answered_ids.ts";
import type { Delivered } from "./message_log.ts";

/** A run of one member's texts that is not yet accepted. */
export interface PendingRun {
  readonly sender: string;
  readonly ids: TextBatch;
  readonly count: number;
  readonly weight: number;
  /** What the first is to be answered; the others get the numbers that follow. */
  readonly answer: Answer;
  /** The number of the `save` that it went with; `null`: none yet. */
  readonly save: number | null;
  /** All whom it is for have it up to this number: that is told behind `accepted`. */
  readonly delivered: number;
  /** Whether its sender was told that it is not safe. */
  readonly warned: boolean;
}

/** All runs that wait, in order. */
export type Pending = readonly PendingRun[];

/** Some of them, and what is left. */
export interface Parted {
  readonly runs: Pending;
  readonly left: Pending;
}

/** Nothing waits. */
export const nothingPending: Pending = [];

/** Makes a run wait. */
export function putOff(
  pending: Pending,
  run: Pick<PendingRun, "sender" | "ids" | "count" | "weight" | "answer">,
): Pending {
  return [...pending, { ...run, save: null, delivered: run.answer.seq - 1, warned: false }];
}

/** What all of it weighs. */
export function weightOf(pending: Pending): number {
  return pending.reduce((sum, { weight }) => sum + weight, 0);
}

/** Whether an answer is one that is not given yet. */
export function isPending(pending: Pending, sender: string, { seq }: Answer): boolean {
  return pending.some((run) =>
    run.sender === sender && run.answer.seq <= seq && seq <= lastOf(run)
  );
}

/** What was not sent to the store yet went with this `save`. */
export function sentWith(pending: Pending, save: number): Pending {
  return pending.map((run) => run.save === null ? { ...run, save } : run);
}

/** Parts off what the store was sent with the `save`s up to this one. */
export function partSaved(pending: Pending, upTo: number): Parted {
  return part(pending, ({ save }) => save !== null && save <= upTo);
}

/** Parts off what all have whom it was for: that is safe without a store. */
export function partDelivered(pending: Pending): Parted {
  return part(pending, (run) => run.delivered >= lastOf(run));
}

/** Notes what is delivered of runs that wait; the rest is to be told now. */
export function noteDelivered(
  pending: Pending,
  delivered: readonly Delivered[],
): { readonly pending: Pending; readonly toTell: readonly Delivered[] } {
  if (pending.length === 0) return { pending, toTell: delivered };
  let noted = pending;
  const toTell = delivered.flatMap((run): readonly Delivered[] => {
    const { sender, first, last } = run;
    // A sender's runs are accepted in order: those that wait are its latest.
    const waiting = noted.filter((other) => other.sender === sender && lastOf(other) >= first);
    noted = noted.map((other) =>
      waiting.includes(other)
        ? { ...other, delivered: Math.max(other.delivered, Math.min(last, lastOf(other))) }
        : other
    );
    const before = Math.min(last, (waiting[0]?.answer.seq ?? Infinity) - 1);
    return before < first ? [] : [{ sender, first, last: before }];
  });
  return { pending: noted, toTell };
}

/** What of an accepted run is delivered. */
export function deliveredOf({ sender, answer, delivered }: PendingRun): readonly Delivered[] {
  return delivered < answer.seq ? [] : [{ sender, first: answer.seq, last: delivered }];
}

function lastOf({ answer, count }: PendingRun): number {
  return answer.seq + count - 1;
}

function part(pending: Pending, wanted: (run: PendingRun) => boolean): Parted {
  if (pending.every(wanted)) return { runs: pending, left: nothingPending };
  return {
    runs: pending.filter(wanted),
    left: pending.filter((run) => !wanted(run)),
  };
}
