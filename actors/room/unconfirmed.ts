/**
 * The texts that wait for the store before the room accepts them. A value.
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
  /** The first text's answer. The others get the numbers that follow. */
  readonly answer: Answer;
  /** The number of the `save` that contained it; `null` before that. */
  readonly save: number | null;
  /** All recipients have it up to this number. The sender hears so after `accepted`. */
  readonly delivered: number;
  /** Whether its sender has heard that it is not safe. */
  readonly warned: boolean;
}

/** All waiting runs, in order. */
export type Pending = readonly PendingRun[];

/** Some runs, and the rest. */
export interface Parted {
  readonly runs: Pending;
  readonly left: Pending;
}

/** Nothing waits. */
export const nothingPending: Pending = [];

/** Adds a run. */
export function putOff(
  pending: Pending,
  run: Pick<PendingRun, "sender" | "ids" | "count" | "weight" | "answer">,
): Pending {
  return [...pending, { ...run, save: null, delivered: run.answer.seq - 1, warned: false }];
}

/** The weight of all runs. */
export function weightOf(pending: Pending): number {
  return pending.reduce((sum, { weight }) => sum + weight, 0);
}

/** Whether an answer still waits. */
export function isPending(pending: Pending, sender: string, { seq }: Answer): boolean {
  return pending.some((run) =>
    run.sender === sender && run.answer.seq <= seq && seq <= lastOf(run)
  );
}

/** Notes that the runs which the store had not been sent went with this `save`. */
export function sentWith(pending: Pending, save: number): Pending {
  return pending.map((run) => run.save === null ? { ...run, save } : run);
}

/** Separates the runs that went with the `save`s up to `upTo`. */
export function partSaved(pending: Pending, upTo: number): Parted {
  return part(pending, ({ save }) => save !== null && save <= upTo);
}

/** Separates the runs that all recipients have. They are safe without a store. */
export function partDelivered(pending: Pending): Parted {
  return part(pending, (run) => run.delivered >= lastOf(run));
}

/** Notes deliveries of waiting runs, and returns the others, which the senders may hear now. */
export function noteDelivered(
  pending: Pending,
  delivered: readonly Delivered[],
): { readonly pending: Pending; readonly toTell: readonly Delivered[] } {
  if (pending.length === 0) return { pending, toTell: delivered };
  let noted = pending;
  const toTell = delivered.flatMap((run): readonly Delivered[] => {
    const { sender, first, last } = run;
    // A sender's runs are accepted in order, so the waiting ones are its latest.
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

/** The delivered part of an accepted run. */
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
