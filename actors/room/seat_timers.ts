/**
 * The timers of a room's seats. They follow from the seats before and after a step, so no step sets
 * a timer itself.
 *
 * @module
 */

import { STALL_LIMIT } from "./flow_control.ts";
import type { RoomEffect } from "./room_state.ts";
import { isTaken, type Seat } from "./seats.ts";

/** The timers to set and to cancel when the seats have changed. */
export function timersBetween(
  before: readonly Seat[],
  after: readonly Seat[],
  now: number,
): readonly RoomEffect[] {
  if (needAlike(before, after)) return [];
  const effects: RoomEffect[] = [];
  for (const is of after) {
    const was = before.find(({ id }) => id === is.id);
    if (was !== is) effects.push(...holding(is.id, was, is, now), ...stalling(is.id, was, is));
  }
  for (const was of before) {
    if (after.some(({ id }) => id === was.id)) continue;
    effects.push(...holding(was.id, was, undefined, now), ...stalling(was.id, was, undefined));
  }
  return effects;
}

/**
 * Whether no timer changes. Almost every step is like that while people talk, so this must be
 * cheap.
 */
function needAlike(before: readonly Seat[], after: readonly Seat[]): boolean {
  if (before.length !== after.length) return false;
  for (let i = 0; i < after.length; i++) {
    // Both lists have the same length.
    const was = before[i] as Seat;
    const is = after[i] as Seat;
    if (was !== is && (was.place !== is.place || mayStall(was) || mayStall(is))) return false;
  }
  return true;
}

function holding(
  member: string,
  was: Seat | undefined,
  is: Seat | undefined,
  now: number,
): readonly RoomEffect[] {
  const timer = `hold ${member}`;
  if (was?.place === is?.place) return [];
  if (is?.place.type !== "lost") {
    return was?.place.type === "lost" ? [{ type: "cancel", timer }] : [];
  }
  const ms = Math.max(0, is.place.until - now);
  return [{ type: "after", timer, ms, message: { type: "heldLongEnough", member } }];
}

function stalling(
  member: string,
  was: Seat | undefined,
  is: Seat | undefined,
): readonly RoomEffect[] {
  const timer = `stall ${member}`;
  if (is === undefined || !mayStall(is)) {
    return was !== undefined && mayStall(was) ? [{ type: "cancel", timer }] : [];
  }
  // Each ack sets the timer again: a seat that acks is slow, but not stuck.
  if (was !== undefined && mayStall(was) && was.acked === is.acked) return [];
  return [{ type: "after", timer, ms: STALL_LIMIT, message: { type: "waitedLongEnough", member } }];
}

/** Plain clients do not ack. Their sockets watch them instead. */
function mayStall(seat: Seat): boolean {
  return seat.stalled && seat.returns && isTaken(seat);
}
