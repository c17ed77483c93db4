/**
 * How a seat becomes free, or waits for its client, and how a room closes.
 *
 * @module
 */

import type { RoomEvent } from "../messages/events.ts";
import type { RoomMessage } from "../messages/messages.ts";
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
import { isMember, isTaken, memberOf, type Seat, weighed } from "./seats.ts";
import { happen, settleFlow } from "./broadcast.ts";

/** Whoever sits there, or was to, is gone. */
export function leave(state: RoomState, seat: Seat, reason: LeaveReason, now: number): RoomStep {
  const waits = seat.returns && isMember(seat) && state.config.seatHold > 0;
  return reason === "lost" && waits ? lose(state, seat, now) : free(state, seat, reason, now);
}

/** A seat has had its time: to be taken again, or to say that it has what the others wait for. */
export function giveUp(
  state: RoomState,
  { type, member }: Extract<RoomMessage, { type: "heldLongEnough" | "waitedLongEnough" }>,
  now: number,
): RoomStep {
  const seat = state.seats.find(({ id }) => id === member);
  if (type === "heldLongEnough") {
    if (seat === undefined || isTaken(seat)) return { state, effects: [] };
    // Whoever has shown the token and not sat down may do so again.
    return seat.place.type === "returning"
      ? lose(state, seat, now)
      : free(state, seat, "lost", now);
  }
  // Its word may have come while this was on its way.
  if (seat === undefined || !isTaken(seat) || !seat.stalled) return { state, effects: [] };
  const closed = send(seat.place.mailbox, { type: "closed", reason: "stalled" });
  const step = leave(state, seat, "lost", now);
  return { state: step.state, effects: [closed, ...step.effects] };
}

/**
 * Tells all that nothing more comes, once each has said all it had to say. A seat that is kept is waited for: whoever
 * it is kept for sits down and closes too, or gives it up.
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

/** Its client may come back: the seat waits, and with it what is kept for it. */
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
  // Nobody is told of it while all are leaving, nor again of one who was lost before and did not sit down.
  if (seat.closing || !seat.online) return settleClosing(without);
  const event: RoomEvent = { type: "lost", member: memberOf(lost), until };
  const told = happen(without, others(without, lost), event, now);
  return followed(told, settleClosing);
}

/** Nobody has the seat any more, nor may take it back. */
export function free(state: RoomState, seat: Seat, reason: LeaveReason, now: number): RoomStep {
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
  // Whoever never sat down is not missed, and nobody is told of leaving while all are leaving.
  if (!isMember(seat) || seat.closing) return settleClosing(without);
  const event: RoomEvent = { type: "left", member: { ...memberOf(seat), online: false }, reason };
  return followed(happen(without, seats, event, now), settleClosing);
}
