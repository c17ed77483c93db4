/**
 * Which texts still wait for somebody's `ack`, so that their sender can be told when all have them.
 *
 * @module
 */

/** A run of one sender's texts, and the seats whose `ack` it waits for. */
interface Run {
  readonly sender: string;
  readonly first: number;
  readonly last: number;
  readonly waitsFor: readonly string[];
}

/** All runs that wait, by number. Seats are named by their member ids. */
export type Receipts = readonly Run[];

/** Texts that all seats have. */
export interface Delivered {
  readonly sender: string;
  readonly first: number;
  readonly last: number;
}

/** Nothing waits. */
export const noReceipts: Receipts = [];

/**
 * Runs that are kept. Two who talk and ack have a few; a client that never acks would make them grow with each change
 * of speaker. Beyond this the oldest are given up: their sender sees them accepted, never delivered.
 */
const MAX_RUNS = 1_024;

/** Adds texts that were just numbered. */
export function awaitReceipt(receipts: Receipts, run: Run): Receipts {
  if (run.waitsFor.length === 0) return receipts;
  const runs = [...receipts];
  put(runs, run);
  return runs.slice(-MAX_RUNS);
}

/** Puts a run behind the others: as part of the last one where it goes on as that does, so that acks leave no crumbs. */
function put(runs: Run[], run: Run): void {
  const last = runs.at(-1);
  if (last !== undefined && continues(last, run)) runs.splice(-1, 1, { ...last, last: run.last });
  else runs.push(run);
}

function continues(last: Run, run: Run): boolean {
  return last.sender === run.sender && last.last + 1 === run.first &&
    last.waitsFor.length === run.waitsFor.length &&
    last.waitsFor.every((seat, i) => seat === run.waitsFor[i]);
}

/** `seat` has everything up to `seq`: what waits on, and what nobody waits for any more. */
export function acknowledge(
  receipts: Receipts,
  seat: string,
  seq: number,
): { readonly receipts: Receipts; readonly delivered: readonly Delivered[] } {
  const waiting: Run[] = [];
  const delivered: Delivered[] = [];
  for (const run of receipts) {
    if (run.first > seq || !run.waitsFor.includes(seat)) {
      put(waiting, run);
      continue;
    }
    const last = Math.min(run.last, seq);
    const waitsFor = run.waitsFor.filter((other) => other !== seat);
    if (waitsFor.length > 0) put(waiting, { ...run, last, waitsFor });
    else delivered.push({ sender: run.sender, first: run.first, last });
    if (last < run.last) put(waiting, { ...run, first: last + 1 });
  }
  return { receipts: waiting, delivered };
}

/** `seat` is gone: what it said and what waited for it will not be told of. */
export function withoutSeat(receipts: Receipts, seat: string): Receipts {
  return receipts.filter((run) => run.sender !== seat && !run.waitsFor.includes(seat));
}
