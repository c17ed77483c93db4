/**
 * What of a room outlives the server: seats that wait for their clients' return, what is kept for them, and the answers
 * they were given. What has changed of it, all of it, and a room made of it again.
 *
 * @module
 */

import type { Ahead, RoomChange, SavedAnswers, SavedEntry, SavedRoom } from "../saved.ts";
import { answerAll, listAnswers, noAnswers } from "./answers.ts";
import { inBlocks, itemsIn, unshared } from "./blocks.ts";
import { type Entry, entryOf } from "./kept.ts";
import { type Durable, emptyRoom, type RoomConfig, type RoomState } from "./room_state.ts";
import { type Seat, unseen, weighed } from "./seats.ts";

/**
 * Numbers that are left out when rooms are made again: more than the server can have given out without their having been
 * kept, so that none is given twice. What waits for the store is bounded by what is kept for a seat, some 26,000 of the
 * shortest texts, and by what is read ahead. Members: those who sat down in the last moment before it was killed.
 */
export const AHEAD: Ahead = { numbers: 1_048_576, members: 1_000 };

/**
 * What has changed from `base` to `now`.
 *
 * @param answered What was answered meanwhile.
 */
export function changesBetween(
  base: Durable,
  now: Durable,
  answered: readonly SavedAnswers[],
): readonly RoomChange[] {
  const seats = now.seats.filter(outlives);
  const before = base.seats.filter(outlives);
  if (seats.length === 0) return before.length === 0 ? [] : [{ type: "cleared" }];
  // An earlier room of this name may still be kept: the store could have failed to forget it.
  if (before.length === 0) return wholeOf(now);
  const changes: RoomChange[] = [
    ...seatChanges(before, seats),
    ...entryChanges(base, now),
    ...answered.flatMap((answers) => answeredChange(answers, seats)),
  ];
  const ahead = now.seq - base.seq >= AHEAD.numbers / 2;
  if (changes.length === 0 && !ahead) return [];
  return [...changes, { type: "counted", seq: now.seq, members: now.members }];
}

/** All of it. */
export function wholeOf(now: Durable): readonly RoomChange[] {
  const seats = now.seats.filter(outlives);
  const cleared = { type: "cleared" } as const;
  if (seats.length === 0) return [cleared];
  const { seq, members } = now;
  return [
    cleared,
    { type: "counted", seq, members },
    ...seatChanges([], seats),
    ...itemsIn(now.kept).flatMap((entry) => keptChange(entry, seats)),
    ...seats.flatMap(({ id, answers }) =>
      listAnswers(answers).map((run): RoomChange => ({
        type: "answered",
        answers: { member: id, ...run },
      }))
    ),
  ];
}

/** A room made of what outlived the server, with its numbers {@linkcode AHEAD}: all its seats wait for their clients. */
export function restoreRoom(saved: SavedRoom, config: RoomConfig, now: number): RoomState {
  const kept = saved.entries.map(({ fact, waitsFor }) => entryOf(fact, waitsFor));
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

function outlives({ returns, place }: Seat): boolean {
  return returns && place.type !== "booked";
}

function seatChanges(before: readonly Seat[], seats: readonly Seat[]): readonly RoomChange[] {
  const gone = before.filter(({ id }) => !seats.some((seat) => seat.id === id));
  const changed = seats.filter(({ id, name }) =>
    before.find((seat) => seat.id === id)?.name !== name
  );
  return [
    ...gone.map(({ id }): RoomChange => ({ type: "unseated", member: id })),
    ...changed.map(({ id, name, token }): RoomChange => ({
      type: "seated",
      seat: { member: id, name, token },
    })),
  ];
}

/** Goes through both side by side: they are in order, and what did not change is the same. */
function entryChanges(base: Durable, now: Durable): readonly RoomChange[] {
  const seats = now.seats.filter(outlives);
  const before = base.seats.filter(outlives);
  // What waits for a plain client was not kept for it, until it turned out to speak frames.
  const newcomers = seats.filter(({ id }) => !before.some((seat) => seat.id === id));
  if (base.kept === now.kept && newcomers.length === 0) return [];
  // Most often all that was there still is, and more has come: of thousands, that is soon seen.
  const all = newcomers.length > 0;
  const [was, is] = all
    ? [itemsIn(base.kept), itemsIn(now.kept)]
    : [unshared(base.kept, now.kept), unshared(now.kept, base.kept)];
  const changes: RoomChange[] = [];
  let next = 0;
  for (const entry of was) {
    while ((is[next]?.first ?? Infinity) < entry.first) added(is[next++]);
    const unchanged = is[next] === entry && !(all && isFor(entry, newcomers));
    if (unchanged) next++;
    else if (isFor(entry, before)) changes.push({ type: "released", first: entry.first });
  }
  is.slice(next).forEach(added);
  return changes;

  function added(entry: Entry | undefined): void {
    if (entry !== undefined) changes.push(...keptChange(entry, seats));
  }
}

function keptChange(entry: Entry, seats: readonly Seat[]): readonly RoomChange[] {
  const waitsFor = entry.waitsFor.filter((member) => seats.some(({ id }) => id === member));
  if (waitsFor.length === 0) return [];
  const saved: SavedEntry = { fact: entry.fact, waitsFor };
  return [{ type: "kept", entry: saved }];
}

function answeredChange(answers: SavedAnswers, seats: readonly Seat[]): readonly RoomChange[] {
  return seats.some(({ id }) => id === answers.member) ? [{ type: "answered", answers }] : [];
}

function isFor({ waitsFor }: Entry, seats: readonly Seat[]): boolean {
  return waitsFor.some((member) => seats.some(({ id }) => id === member));
}
