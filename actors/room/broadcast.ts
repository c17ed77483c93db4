/**
 * Sends what happens in a room to its members: numbered events, to each member as fast as it takes
 * them, and passing signals such as `typing`.
 *
 * @module
 */

import type { NumberedEvent, RoomEvent } from "../messages/events.ts";
import type { MemberMessage, RoomMessage } from "../messages/room.ts";
import { send } from "../runtime/state_machine.ts";
import { added } from "./chunked_list.ts";
import {
  type Delivered,
  entryAfter,
  entryOf,
  factAfter,
  joined,
  type MessageLog,
} from "./message_log.ts";
import { FRAME_WEIGHT, settleFlow, weighed, WINDOW } from "./flow_control.ts";
import { concat, type RoomEffect, type RoomState, type RoomStep, withSeat } from "./room_state.ts";
import { identityOf, isTaken, mayHave, type Seat, type TakenSeat } from "./seats.ts";

/** Numbers an event and sends it to `audience`, usually all but the member that it is about. */
export function happen(
  state: RoomState,
  audience: readonly Seat[],
  event: RoomEvent,
  at: number,
): RoomStep {
  const seq = state.seq + 1;
  // A member may rename itself as often as it may speak, so the names count.
  const names = event.type === "renamed" ? event.was.length + event.member.name.length : 0;
  const weight = FRAME_WEIGHT + names;
  return publish({ ...state, seq }, audience, { type: "happened", event, seq, at, weight });
}

/** Logs a newly numbered event for each member of `audience`, and sends it to them. */
export function publish(
  state: RoomState,
  audience: readonly Seat[],
  fact: NumberedEvent,
): RoomStep {
  const listeners = audience.filter((seat) => mustHear(seat, fact))
    .map(({ id }) => id);
  if (listeners.length === 0) return { state, effects: [] };
  let effects: readonly RoomEffect[] = [];
  const kept = added(state.kept, entryOf(fact, listeners));
  const seats = state.seats.map((seat) => {
    if (!listeners.includes(seat.id)) return seat;
    const handed = handOver(kept, seat, seat.owed + fact.weight);
    effects = concat(effects, handed.effects);
    return handed.seat;
  });
  const step = settleFlow({ ...state, kept, seats });
  return { state: step.state, effects: concat(effects, step.effects) };
}

/** A member that comes and goes must not fill the log of a stalled seat beyond its bound. */
function mustHear({ stalled }: Seat, fact: NumberedEvent): boolean {
  if (fact.type !== "happened") return true;
  return !stalled || !["lost", "returned"].includes(fact.event.type);
}

/**
 * Sends a seat's session the entries that it has not been sent, until its window is full.
 *
 * @param owed Weight of the log's entries for this seat.
 */
function handOver(
  kept: MessageLog,
  seat: Seat,
  owed: number,
): { readonly seat: Seat; readonly effects: readonly RoomEffect[] } {
  if (!isTaken(seat)) return { seat: weighed({ ...seat, owed }), effects: [] };
  const effects: RoomEffect[] = [];
  let { sent, outstanding } = seat;
  while (outstanding < WINDOW) {
    const entry = entryAfter(kept, seat.id, sent);
    if (entry === undefined) break;
    const fact = factAfter(entry, sent);
    effects.push(send(seat.place.mailbox, fact));
    sent = entry.last;
    outstanding += fact.weight;
  }
  return { seat: weighed({ ...seat, owed, sent, outstanding }), effects };
}

/**
 * A client reports that its person has read all up to `seq`. If that is new, the others hear it.
 */
export function takeRead(
  state: RoomState,
  seat: TakenSeat,
  message: Extract<RoomMessage, { type: "read" }>,
): RoomStep {
  const { seq } = message;
  if (!mayHave(seat, seq)) {
    return { state, effects: [send(seat.place.mailbox, { type: "neverSent" })] };
  }
  if (seq <= seat.read) return { state, effects: [] };
  return passOn(withSeat(state, { ...seat, read: seq }), seat, message);
}

/**
 * Sends the others a signal that has no number and is not logged. A member that is behind misses
 * it: a later signal replaces it anyway.
 */
export function passOn(
  state: RoomState,
  from: TakenSeat,
  message: Extract<RoomMessage, { type: "read" | "typing" }>,
): RoomStep {
  const { session: _, ...fact } = message;
  const told = { ...fact, from: identityOf(from), weight: FRAME_WEIGHT };
  const effects: RoomEffect[] = [];
  const seats = state.seats.map((seat) => {
    const behind = seat.outstanding >= WINDOW;
    if (seat.id === from.id || !isTaken(seat) || behind) return seat;
    effects.push(send(seat.place.mailbox, told));
    return weighed({ ...seat, outstanding: seat.outstanding + told.weight });
  });
  const step = settleFlow({ ...state, seats });
  return { state: step.state, effects: [...effects, ...step.effects] };
}

/** Sends a message to a member's session, if the member is there. */
export function tellMember(
  state: RoomState,
  member: string,
  message: MemberMessage,
): readonly RoomEffect[] {
  const seat = state.seats.find(({ id }) => id === member);
  return seat !== undefined && isTaken(seat) ? [send(seat.place.mailbox, message)] : [];
}

/** Tells the senders that all recipients have their texts. An absent sender hears it on return. */
export function tellDelivered(state: RoomState, delivered: readonly Delivered[]): RoomStep {
  if (delivered.length === 0) return { state, effects: [] };
  const effects: RoomEffect[] = [];
  const seats = state.seats.map((seat) => {
    const own = delivered.filter(({ sender }) => sender === seat.id);
    if (own.length === 0) return seat;
    if (!isTaken(seat)) return { ...seat, untold: joined([...seat.untold, ...own]) };
    for (const { first, last } of own) {
      effects.push(send(seat.place.mailbox, { type: "delivered", first, last }));
    }
    return seat;
  });
  return { state: { ...state, seats }, effects };
}

/** Sends a seat what its window now allows, and settles flow control. */
export function resettle(state: RoomState, seat: Seat): RoomStep {
  const handed = handOver(state.kept, seat, seat.owed);
  const step = settleFlow(withSeat(state, handed.seat));
  return { state: step.state, effects: concat(handed.effects, step.effects) };
}
