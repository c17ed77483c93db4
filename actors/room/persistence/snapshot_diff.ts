/**
 * The part of a room that outlives the server: seats that wait for their clients, the log's entries
 * for them, and the answers that they got. Computes what changed, writes all of it, and restores a
 * room.
 *
 * @module
 */

import type { RoomChange, SavedRoom } from "../../messages/room_snapshot.ts";
import {
  answerAll,
  type AnsweredRun,
  answersSince,
  listAnswers,
  noAnswers,
} from "../answered_ids.ts";
import { inBlocks, itemsIn, unshared } from "../chunked_list.ts";
import { entryOf, type LogEntry, type MessageLog } from "../message_log.ts";
import { AHEAD, type Durable, emptyRoom, type RoomConfig, type RoomState } from "../room_state.ts";
import { type Seat, unseen } from "../seats.ts";
import { weighed } from "../flow_control.ts";

/** What changed from `base` to `now`. */
export function changesBetween(base: Durable, now: Durable): readonly RoomChange[] {
  const seats = outliving(now.seats);
  const before = outliving(base.seats);
  if (seats.length === 0) return before.length === 0 ? [] : [{ type: "cleared" }];
  // The store may still have an earlier room of this name, if it failed to forget it.
  if (before.length === 0) return wholeOf(now);
  const changes: RoomChange[] = seatChanges(before, seats);
  addEntryChanges(changes, { before, base: base.kept, seats, now: now.kept });
  for (const { id, answers } of seats) {
    const earlier = before.find((seat) => seat.id === id)?.answers ?? noAnswers;
    changes.push(...answerChanges(id, answersSince(earlier, base.seq, answers)));
  }
  const ahead = now.seq - base.seq >= AHEAD.numbers / 2;
  if (changes.length > 0 || ahead) {
    changes.push({ type: "counted", seq: now.seq, members: now.members });
  }
  return changes;
}

/** The whole room as changes. */
export function wholeOf(now: Durable): readonly RoomChange[] {
  const seats = outliving(now.seats);
  const cleared = { type: "cleared" } as const;
  if (seats.length === 0) return [cleared];
  const { seq, members } = now;
  const kept: RoomChange[] = [];
  for (const entry of itemsIn(now.kept)) addKept(kept, entry, seats);
  return [
    cleared,
    { type: "counted", seq, members },
    ...seatChanges([], seats),
    ...kept,
    ...seats.flatMap(({ id, answers }) => answerChanges(id, listAnswers(answers))),
  ];
}

/** Restores a room, with its numbers ahead by `AHEAD`. All its seats wait for their clients. */
export function restoreRoom(saved: SavedRoom, config: RoomConfig, now: number): RoomState {
  const kept = saved.entries.map(({ event: fact, waitsFor }) => entryOf(fact, waitsFor));
  const seats = saved.seats.map(({ member, name, token }): Seat => {
    const entries = kept.filter(({ waitsFor }) => waitsFor.includes(member));
    return weighed({
      ...unseen,
      id: member,
      name,
      token,
      returns: true,
      place: { type: "lost", until: now + config.seatHold },
      answers: saved.answers.filter((run) => run.member === member).reduce(
        (answers, { ids, first: seq, at, to }) => answerAll(answers, ids, { seq, at, to }).answers,
        noAnswers,
      ),
      owed: entries.reduce((sum, { fact }) => sum + fact.weight, 0),
    });
  });
  const empty = emptyRoom(config);
  const { seq, members } = saved;
  const durable: Durable = { seq, members, seats, kept: inBlocks(kept) };
  return { ...empty, ...durable, saving: { ...empty.saving, base: durable, safe: seq } };
}

function outlives({ returns }: Seat): boolean {
  return returns;
}

function outliving(seats: readonly Seat[]): readonly Seat[] {
  return seats.every(outlives) ? seats : seats.filter(outlives);
}

function areOf(seats: readonly Seat[], member: string): boolean {
  return seats.some(({ id }) => id === member);
}

/** The room need not remember a text that nobody got: its client may repeat it. */
function answerChanges(member: string, runs: readonly AnsweredRun[]): readonly RoomChange[] {
  return runs.filter(({ to }) => to > 0)
    .map((run) => ({ type: "answered", answers: { member, ...run } }));
}

function seatChanges(before: readonly Seat[], seats: readonly Seat[]): RoomChange[] {
  const changes: RoomChange[] = [];
  if (areSame(before, seats)) return changes;
  for (const { id } of before) {
    if (!areOf(seats, id)) changes.push({ type: "unseated", member: id });
  }
  for (const { id, name, token } of seats) {
    if (before.find((seat) => seat.id === id)?.name === name) continue;
    changes.push({ type: "seated", seat: { member: id, name, token } });
  }
  return changes;
}

/** Whether the same members have the same names, in the same order: the usual case. */
function areSame(before: readonly Seat[], seats: readonly Seat[]): boolean {
  if (before.length !== seats.length) return false;
  for (let i = 0; i < seats.length; i++) {
    const was = before[i];
    const is = seats[i];
    if (was?.id !== is?.id || was?.name !== is?.name) return false;
  }
  return true;
}

/** The log for the earlier seats, and for the present ones. */
interface KeptThenAndNow {
  readonly before: readonly Seat[];
  readonly base: MessageLog;
  readonly seats: readonly Seat[];
  readonly now: MessageLog;
}

/** Walks both logs side by side. They are in order, and unchanged entries are identical. */
function addEntryChanges(
  changes: RoomChange[],
  { before, base, seats, now }: KeptThenAndNow,
): void {
  // A plain client's entries are not saved before it turns out to speak frames.
  const newcomers = areSame(before, seats) ? [] : seats.filter(({ id }) => !areOf(before, id));
  const all = newcomers.length > 0;
  if (base === now && !all) return;
  // Usually entries were only added. Shared blocks show that quickly.
  const was = all ? itemsIn(base) : unshared(base, now);
  const is = all ? itemsIn(now) : unshared(now, base);
  let next = 0;
  for (const entry of was) {
    while ((is[next]?.first ?? Infinity) < entry.first) addKept(changes, is[next++], seats);
    const unchanged = is[next] === entry && !(all && isFor(entry, newcomers));
    if (unchanged) next++;
    else if (isFor(entry, before)) changes.push({ type: "released", first: entry.first });
  }
  while (next < is.length) addKept(changes, is[next++], seats);
}

function addKept(changes: RoomChange[], entry: LogEntry | undefined, seats: readonly Seat[]): void {
  if (entry === undefined) return;
  const { fact } = entry;
  const outlives = (member: string) => areOf(seats, member);
  const waitsFor = entry.waitsFor.every(outlives)
    ? entry.waitsFor
    : entry.waitsFor.filter(outlives);
  if (waitsFor.length > 0) changes.push({ type: "kept", entry: { event: fact, waitsFor } });
}

function isFor({ waitsFor }: LogEntry, seats: readonly Seat[]): boolean {
  return waitsFor.some((member) => areOf(seats, member));
}
