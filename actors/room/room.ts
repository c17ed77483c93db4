/**
 * The room: holds the seats and is the only place that knows how many there are. It numbers what is said, decides who
 * gets what, and emits the system events. It knows no bytes, dialects, languages, sockets or workers.
 *
 * Pure: a message and the time make a new state and effects. The states are values; none is changed.
 *
 * @module
 */

import type { JoinRequest, PersonName, RoomEvent, RoomMessage } from "../messages.ts";
import type { LeaveReason } from "../protocol/frames.ts";
import { numberedName } from "../protocol/names.ts";
import { assertNever } from "../runtime/actor.ts";
import { send } from "../runtime/machine.ts";
import { withoutSeat } from "./receipts.ts";
import { others, type RoomEffect, type RoomState, type RoomStep, withSeat } from "./room_state.ts";
import { ack, say, sayLines } from "./saying.ts";
import {
  identityOf,
  isTaken,
  keepSeat,
  memberOf,
  type Seat,
  type TakenSeat,
  withOutstanding,
} from "./seats.ts";
import { happen, passOn, settleFlow } from "./telling.ts";

/** One step of a room. */
export function roomTransition(state: RoomState, message: RoomMessage, now: number): RoomStep {
  if (message.type === "join") return join(state, message.request);
  const seat = state.seats.find(({ session }) => session === message.session);
  // Not a fault: whoever just left may have been saying something.
  if (seat === undefined) return { state, effects: [] };
  if (message.type === "leave") return leave(state, seat, message.reason, now);
  if (message.type === "enter") return enter(state, { ...seat, mailbox: message.replyTo }, now);
  if (!isTaken(seat)) return { state, effects: [] };
  switch (message.type) {
    case "rename":
      return rename(state, seat, message.name, now);
    case "say":
      return say(state, seat, message, now);
    case "sayLines":
      return sayLines(state, seat, message, now);
    case "ack":
      return ack(state, seat, message.seq);
    case "read":
    case "typing":
      return passOn(state, seat, message);
    case "taken":
      return settleFlow(withSeat(state, withOutstanding(seat, -message.weight)));
    case "close":
      return settleClosing(withSeat(state, { ...seat, closing: true }));
    default:
      assertNever(message);
  }
}

function join(state: RoomState, request: JoinRequest): RoomStep {
  const { config, seats } = state;
  const heard = { ...state, joins: state.joins + 1 };
  const stopping = state.closed || seats.some(({ closing }) => closing);
  if (stopping || seats.length >= config.capacity) {
    const reason = stopping ? "stopping" : "room_full";
    return { state: heard, effects: [send(request.replyTo, { type: "refused", reason })] };
  }
  const name = freeName(request.name, seats);
  const seat = keepSeat(`m${state.members + 1}`, name, request);
  return {
    state: { ...heard, members: state.members + 1, seats: [...seats, seat] },
    effects: [send(request.replyTo, { type: "admitted", room: config.self })],
  };
}

function enter(state: RoomState, seat: TakenSeat, now: number): RoomStep {
  const entered = withSeat(state, seat);
  const step = happen(entered, seat, { type: "joined", member: memberOf(seat) }, now);
  return { state: step.state, effects: [welcome(step.state, seat), ...step.effects] };
}

function rename(state: RoomState, seat: TakenSeat, wanted: PersonName, now: number): RoomStep {
  const name = freeName(wanted, others(state, seat));
  const renamed = { ...seat, name };
  const event: RoomEvent = { type: "renamed", member: memberOf(renamed), was: seat.name };
  const step = happen(withSeat(state, renamed), renamed, event, now);
  return { state: step.state, effects: [welcome(step.state, renamed), ...step.effects] };
}

function leave(state: RoomState, seat: Seat, reason: LeaveReason, now: number): RoomStep {
  const { config, joins } = state;
  const without: RoomState = {
    ...state,
    seats: others(state, seat),
    receipts: withoutSeat(state.receipts, seat.id),
  };
  if (without.seats.length === 0) {
    return {
      state: without,
      effects: [send(config.rooms, { type: "vacant", room: config.name, joins })],
    };
  }
  // Whoever never sat down is not missed, and nobody is told of leaving while all are leaving.
  if (!isTaken(seat) || seat.closing) return settleClosing(without);
  const event: RoomEvent = { type: "left", member: { ...memberOf(seat), online: false }, reason };
  const told = happen(without, seat, event, now);
  const settled = settleClosing(told.state);
  return { state: settled.state, effects: [...told.effects, ...settled.effects] };
}

/**
 * Tells all that nothing more comes, once each has said all it had to say. A seat that is kept is waited for: whoever
 * it is kept for sits down and closes too, or gives it up.
 */
function settleClosing(state: RoomState): RoomStep {
  const { closed, seats } = state;
  if (closed || !seats.every(({ closing }) => closing)) return settleFlow(state);
  return {
    state: { ...state, closed: true },
    effects: seats.filter(isTaken).map(({ mailbox }) =>
      send(mailbox, { type: "closed", reason: "stopping" })
    ),
  };
}

function welcome(state: RoomState, seat: TakenSeat): RoomEffect {
  return send(seat.mailbox, {
    type: "welcome",
    room: state.config.self,
    name: state.config.name,
    capacity: state.config.capacity,
    you: identityOf(seat),
    members: others(state, seat).filter(isTaken).map(memberOf),
    seq: state.seq,
  });
}

function freeName(wanted: PersonName, seats: readonly Seat[]): PersonName {
  // A checked name with a number behind it is a checked name: `numberedName` keeps its bounds.
  return numberedName(wanted, seats.map(({ name }) => name)) as PersonName;
}
