/**
 * How somebody gets a seat: a new one, or the old one back. The limit of two is here.
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

/** A session asks for a seat: it gets a new one, or its old one back, or is refused. */
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
  // What is told of strangers is kept for one who takes nothing: that is bounded.
  const stalled = seats.some(({ stalled }) => stalled);
  if (seats.length >= config.capacity || stalled) return refused("room_full");
  return takeNew({ ...state, members: state.members + 1 }, request, now);
}

function takeNew(state: RoomState, request: JoinRequest, now: number): RoomStep {
  const seat = newSeat(`m${state.members}`, freeName(request.name, state.seats), request);
  const told = happen(state, state.seats, { type: "joined", member: memberOf(seat) }, now);
  // What was said before is not for a new seat.
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
 * Its client shows the token, and takes the seat also from a connection that only seems alive. It gets again what it
 * has not, before anything new.
 */
function takeBack(before: RoomState, old: Seat, request: JoinRequest, now: number): RoomStep {
  const replaced: readonly RoomEffect[] = isTaken(old)
    ? [send(old.place.mailbox, { type: "closed", reason: "replaced" })]
    : [];
  // Nobody has what was never given a number.
  const since = Math.min(request.resume?.seq ?? 0, before.seq);
  const seat: TakenSeat = {
    ...old,
    address: request.address,
    place: takePlace(request, old.place),
    online: true,
    sent: since,
    untold: [],
    // What its person has read it says anew: who was away when it did has missed that.
    read: 0,
    outstanding: 0,
    heldFor: null,
  };
  const state = withSeat(before, seat);
  const missed = old.untold.map(({ first, last }): RoomEffect =>
    send(seat.place.mailbox, { type: "delivered", first, last })
  );
  // Who has only changed connections was never away, as far as the others know.
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

/** A plain client has turned out to speak frames: from now on its seat is one that waits for it. */
export function introduce(
  before: RoomState,
  seat: TakenSeat,
  wanted: PersonName,
  now: number,
): RoomStep {
  const name = freeName(wanted, others(before, seat));
  const renamed = { ...seat, name, returns: true };
  // What it was sent, it was sent as lines: that cannot come again by number.
  const had = has(withSeat(before, renamed), renamed, seat.sent);
  const event = renaming(seat, name);
  const told = followed(had, (state) => happen(state, others(state, renamed), event, now));
  // What it has not been handed comes next.
  const more = entryAfter(told.state.kept, seat.id, seat.sent);
  const since = more === undefined ? told.state.seq : seat.sent;
  return {
    state: withSeat(told.state, { ...current(told.state, renamed), welcomedAt: since }),
    effects: [welcome(told.state, renamed, since), ...told.effects],
  };
}

/**
 * @param since All up to this number is behind it, and what follows comes next.
 * @param resumed Whether it has its old seat again; one that is new knows of no number but the one it is told.
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
