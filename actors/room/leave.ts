/**
 * How a seat becomes free or waits for its client, and how a room closes.
 *
 * @module
 */

import type { RoomEvent } from "../messages/events.ts";
import type { LeaveReason } from "../protocol/frames.ts";
import { send } from "../runtime/state_machine.ts";
import { withoutMember } from "./message_log.ts";
import {
  followed,
  others,
  type RoomEffect,
  type RoomState,
  type RoomStep,
  withSeat,
} from "./room_state.ts";
import { isTaken, memberOf, type Seat } from "./seats.ts";
import { placeAfter, type PlaceTrigger } from "./seat_places.ts";
import { happen } from "./broadcast.ts";
import { settleFlow, weighed } from "./flow_control.ts";

/** The client of a seat goes: the seat waits for it, or is free. */
export function leave(
  state: RoomState,
  seat: Seat,
  trigger: Exclude<PlaceTrigger, "join" | "resume">,
  now: number,
  reason: LeaveReason = "lost",
): RoomStep {
  switch (placeAfter(seat, trigger, state.config.seatHold)) {
    case "lost":
      return lose(state, seat, now);
    case "free":
      return free(state, seat, reason, now);
    default:
      return { state, effects: [] };
  }
}

/** A lost seat was held for long enough. */
export function timeUp(state: RoomState, member: string, now: number): RoomStep {
  const seat = state.seats.find(({ id }) => id === member);
  return seat === undefined ? { state, effects: [] } : leave(state, seat, "timeUp", now);
}

/** A seat has held the others back for too long without an ack. */
export function dropStalled(state: RoomState, member: string, now: number): RoomStep {
  const seat = state.seats.find(({ id }) => id === member);
  // Its ack may have come while the timer's message was on its way.
  if (seat === undefined || !isTaken(seat) || !seat.stalled) return { state, effects: [] };
  const closed = send(seat.place.mailbox, { type: "closed", reason: "stalled" });
  const step = leave(state, seat, "connectionLost", now);
  return { state: step.state, effects: [closed, ...step.effects] };
}

/**
 * Closes the room once every session has said all it had to say. The room does not wait for lost
 * seats.
 */
export function settleClosing(state: RoomState): RoomStep {
  const { closed, seats } = state;
  const closing = seats.some(({ closing }) => closing);
  const all = seats.every(({ closing, place }) => closing || place.type === "lost");
  if (closed || !closing || !all) return settleFlow(state);
  return {
    state: { ...state, closed: true },
    effects: seats.filter(isTaken).map(({ place }): RoomEffect =>
      send(place.mailbox, { type: "closed", reason: "stopping" })
    ),
  };
}

/** The client may come back. The seat waits for it, with all that the room keeps for it. */
function lose(state: RoomState, seat: Seat, now: number): RoomStep {
  const until = now + state.config.seatHold;
  const lost: Seat = weighed({
    ...seat,
    place: { type: "lost", until },
    online: false,
    outstanding: 0,
    heldFor: null,
  });
  const without = withSeat(state, lost);
  // While the room closes, the others are not told.
  if (seat.closing) return settleClosing(without);
  const event: RoomEvent = { type: "lost", member: memberOf(lost), until };
  const told = happen(without, others(without, lost), event, now);
  return followed(told, settleClosing);
}

/** Nobody can take the seat back. */
function free(state: RoomState, seat: Seat, reason: LeaveReason, now: number): RoomStep {
  const { config, joins } = state;
  const seats = others(state, seat);
  const ackedBy = (member: string) => seats.find(({ id }) => id === member)?.acked ?? Infinity;
  const without: RoomState = {
    ...state,
    seats,
    kept: withoutMember(state.kept, seat.id, ackedBy),
    pending: state.pending.filter(({ sender }) => sender !== seat.id),
  };
  if (seats.length === 0) {
    return {
      state: without,
      effects: [send(config.rooms, { type: "vacant", room: config.name, joins })],
    };
  }
  // While the room closes, the others are not told.
  if (seat.closing) return settleClosing(without);
  const event: RoomEvent = { type: "left", member: { ...memberOf(seat), online: false }, reason };
  return followed(happen(without, seats, event, now), settleClosing);
}
