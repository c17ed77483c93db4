/**
 * How a session gets a seat: a new one, or its old one back. The limit of two is here.
 *
 * @module
 */

import type { PersonName } from "../messages/events.ts";
import type { JoinRequest } from "../messages/room.ts";
import { send } from "../runtime/state_machine.ts";
import { ack, has } from "./ack.ts";
import { entryAfter } from "./message_log.ts";
import { freeName, renaming } from "./rename.ts";
import {
  current,
  followed,
  others,
  type RoomEffect,
  type RoomState,
  type RoomStep,
  withSeat,
} from "./room_state.ts";
import {
  identityOf,
  isFull,
  isTaken,
  memberOf,
  newSeat,
  sameToken,
  type Seat,
  type TakenSeat,
} from "./seats.ts";
import { happen } from "./broadcast.ts";
import { takePlace } from "./seat_places.ts";
import { settleFlow } from "./flow_control.ts";

/** A session asks for a seat. It gets a new one or its old one, or is refused. */
export function join(before: RoomState, request: JoinRequest, now: number): RoomStep {
  const state = { ...before, joins: before.joins + 1 };
  const { config, seats } = state;
  const { replyTo, resume } = request;
  const refused = (reason: "stopping" | "room_full"): RoomStep => ({
    state,
    effects: [send(replyTo, { type: "refused", reason })],
  });
  if (state.closed || seats.some(({ closing }) => closing)) return refused("stopping");
  const own = seats.find((seat) =>
    resume !== null && seat.returns && sameToken(seat.token, resume.token)
  );
  if (own !== undefined) return takeBack(state, own, request, now);
  // The room keeps the newcomer's events for a stalled seat, and what it keeps is bounded.
  const stalled = seats.some(({ stalled }) => stalled);
  if (isFull(seats, config.capacity) || stalled) return refused("room_full");
  return takeNew({ ...state, members: state.members + 1 }, request, now);
}

function takeNew(state: RoomState, request: JoinRequest, now: number): RoomStep {
  const seat = newSeat(`m${state.members}`, freeName(request.name, state.seats), request);
  const told = happen(state, state.seats, { type: "joined", member: memberOf(seat) }, now);
  // A new seat does not get what was said before.
  const { seq } = told.state;
  const seated = { ...seat, sent: seq, welcomedAt: seq, acked: seq };
  const step = followed(
    told,
    (state) => settleFlow({ ...state, seats: [...state.seats, seated] }),
  );
  return {
    state: step.state,
    effects: [welcome(step.state, seated, seq), ...step.effects],
  };
}

/**
 * The client shows the token of a seat. It gets the seat even from a connection that seems alive,
 * and then all that it lacks, before anything new.
 */
function takeBack(before: RoomState, old: Seat, request: JoinRequest, now: number): RoomStep {
  const replaced: readonly RoomEffect[] = isTaken(old)
    ? [send(old.place.mailbox, { type: "closed", reason: "replaced" })]
    : [];
  // A client cannot have numbers that were not given yet.
  const since = Math.min(request.resume?.seq ?? 0, before.seq);
  const seat: TakenSeat = {
    ...old,
    address: request.address,
    place: takePlace(request, old.place),
    online: true,
    sent: since,
    untold: [],
    // The client sends `read` again: the others may have been away the first time.
    read: 0,
    outstanding: 0,
    heldFor: null,
  };
  const state = withSeat(before, seat);
  const missed = old.untold.map(({ first, last }): RoomEffect =>
    send(seat.place.mailbox, { type: "delivered", first, last })
  );
  // If the client only changed connections, the others never saw it leave.
  const told = old.online
    ? { state, effects: [] }
    : happen(state, others(state, seat), { type: "returned", member: memberOf(seat) }, now);
  const again = followed(told, (state) => {
    const welcomed = { ...current(state, seat), welcomedAt: state.seq };
    return ack(withSeat(state, welcomed), welcomed, since);
  });
  return {
    state: again.state,
    effects: [
      ...replaced,
      welcome(again.state, seat, since, true),
      ...missed,
      ...again.effects,
    ],
  };
}

/** A plain client turned out to speak frames. From now on its seat waits for it when it is lost. */
export function introduce(
  before: RoomState,
  seat: TakenSeat,
  wanted: PersonName,
  now: number,
): RoomStep {
  const name = freeName(wanted, others(before, seat));
  const renamed = { ...seat, name, returns: true };
  // It was sent lines so far, without numbers. Those cannot be sent again, so they count as acked.
  const had = has(withSeat(before, renamed), renamed, seat.sent);
  const event = renaming(seat, name);
  const told = followed(had, (state) => happen(state, others(state, renamed), event, now));
  // The next number is the first one that it was not sent.
  const more = entryAfter(told.state.kept, seat.id, seat.sent);
  const since = more === undefined ? told.state.seq : seat.sent;
  return {
    state: withSeat(told.state, { ...current(told.state, renamed), welcomedAt: since }),
    effects: [welcome(told.state, renamed, since), ...told.effects],
  };
}

/**
 * @param since The client has all numbers up to this one. The next ones follow.
 * @param resumed Whether the client has its old seat again.
 */
function welcome(state: RoomState, seat: TakenSeat, since: number, resumed = false): RoomEffect {
  return send(seat.place.mailbox, {
    type: "welcome",
    room: state.config.self,
    name: state.config.name,
    capacity: state.config.capacity,
    you: identityOf(seat),
    members: others(state, seat).map(memberOf),
    seq: resumed ? state.seq : since,
    resumed,
    since,
  });
}
