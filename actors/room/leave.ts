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
import { isTaken, memberOf, type Seat, type TakenSeat } from "./seats.ts";
import { happen } from "./broadcast.ts";
import { settleFlow, weighed } from "./flow_control.ts";

/**
 * A session ends before its client has seen `welcome`. A seat that it took back waits again for the client, which still
 * has the token; nobody knows the token of a new one.
 */
export function cancelJoin(state: RoomState, seat: TakenSeat, now: number): RoomStep {
  return seat.place.resumed ? leave(state, seat, "lost", now) : free(state, seat, "lost", now);
}

/** The session of this seat is gone. */
export function leave(state: RoomState, seat: Seat, reason: LeaveReason, now: number): RoomStep {
  const waits = seat.returns && state.config.seatHold > 0;
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
    return free(state, seat, "lost", now);
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
  // Nobody is told of it while all are leaving.
  if (seat.closing) return settleClosing(without);
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
  // Nobody is told of leaving while all are leaving.
  if (seat.closing) return settleClosing(without);
  const event: RoomEvent = { type: "left", member: { ...memberOf(seat), online: false }, reason };
  return followed(happen(without, seats, event, now), settleClosing);
}
