/**
 * How somebody gets a seat: a new one, or the old one back. The limit of two is here.
 *
 * @module
 */

import type { PersonName } from "../messages/events.ts";
import type { JoinRequest, MemberMessage } from "../messages/messages.ts";
import type { Address } from "../runtime/actor.ts";
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
  bookSeat,
  identityOf,
  isMember,
  isTaken,
  memberOf,
  sameToken,
  type Seat,
  type TakenSeat,
} from "./seats.ts";
import { happen, settleFlow } from "./broadcast.ts";

/** Somebody asks for a seat. */
export function join(before: RoomState, request: JoinRequest): RoomStep {
  const state = { ...before, joins: before.joins + 1 };
  const { config, seats } = state;
  const { replyTo, resume } = request;
  const stopping = state.closed || seats.some(({ closing }) => closing);
  const refused = (reason: "stopping" | "room_full"): RoomStep => ({
    state,
    effects: [send(replyTo, { type: "refused", reason })],
  });
  if (stopping) return refused("stopping");
  const own = seats.find((seat) =>
    resume !== null && seat.returns && isMember(seat) && sameToken(seat.token, resume.token)
  );
  if (own !== undefined) return takeBack(state, own, request);
  // What is told of strangers is kept for one who takes nothing: that is bounded.
  const stalled = seats.some(({ stalled }) => stalled);
  if (seats.length >= config.capacity || stalled) return refused("room_full");
  const name = freeName(request.name, seats);
  const seat = bookSeat(`m${state.members + 1}`, name, request);
  return {
    state: { ...state, members: state.members + 1, seats: [...seats, seat] },
    effects: [send(replyTo, { type: "admitted", room: config.self, resumed: false })],
  };
}

/** Its client shows the token: the seat is kept for it, also from a connection that only seems alive. */
function takeBack(state: RoomState, seat: Seat, request: JoinRequest): RoomStep {
  const { config } = state;
  const { session, address, replyTo, resume } = request;
  // Nobody has what was never given a number.
  const since = Math.min(resume?.seq ?? 0, state.seq);
  const replaced: readonly RoomEffect[] = isTaken(seat)
    ? [send(seat.place.mailbox, { type: "closed", reason: "replaced" })]
    : [];
  const returning: Seat = {
    ...seat,
    address,
    place: { type: "returning", session, since },
    outstanding: 0,
    heldFor: null,
  };
  return {
    state: withSeat(state, returning),
    effects: [...replaced, send(replyTo, { type: "admitted", room: config.self, resumed: true })],
  };
}

/** Whoever was admitted sits down. */
export function enter(
  state: RoomState,
  seat: Seat,
  mailbox: Address<MemberMessage>,
  now: number,
): RoomStep {
  const { place } = seat;
  if (place.type === "lost" || place.type === "taken") return { state, effects: [] };
  const taken: TakenSeat = {
    ...seat,
    place: { type: "taken", session: place.session, mailbox },
    online: true,
  };
  if (place.type === "returning") return comeBack(state, taken, place.since, now);
  const member = memberOf(taken);
  const told = happen(state, others(state, taken), { type: "joined", member }, now);
  // What was said before is not for a new seat.
  const { seq } = told.state;
  const seated = { ...taken, sent: seq, welcomedAt: seq, acked: seq };
  const step = followed(told, (state) => settleFlow(withSeat(state, seated)));
  return {
    state: step.state,
    effects: [welcome(step.state, seated, seq), ...step.effects],
  };
}

/** It gets again what it has not, before anything new. */
function comeBack(before: RoomState, seat: TakenSeat, since: number, now: number): RoomStep {
  // Who has only changed connections was never away, as far as the others know.
  const away = before.seats.some(({ id, online }) => id === seat.id && !online);
  // What its person has read it says anew: who was away when it did has missed that.
  const state = withSeat(before, { ...seat, sent: since, untold: [], read: 0 });
  const missed = seat.untold.map(({ first, last }): RoomEffect =>
    send(seat.place.mailbox, { type: "delivered", first, last })
  );
  const told = away
    ? happen(state, others(state, seat), { type: "returned", member: memberOf(seat) }, now)
    : { state, effects: [] };
  const again = followed(told, (state) => {
    const welcomed = { ...current(state, seat), welcomedAt: state.seq };
    return ack(withSeat(state, welcomed), welcomed, since);
  });
  return {
    state: again.state,
    effects: [welcome(again.state, seat, since, true), ...missed, ...again.effects],
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
    members: others(state, seat).filter(isMember).map(memberOf),
    seq: resumed ? state.seq : since,
    resumed,
    since,
  });
}
