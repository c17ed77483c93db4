/**
 * What the host may do in a room: say something to all, hear who is there, and free a seat.
 *
 * @module
 */

import { toColumn } from "../column.ts";
import type { FromHost, Person } from "../host_messages.ts";
import { isSameName } from "../protocol/names.ts";
import { utf8Length } from "../protocol/utf8_length.ts";
import { assertNever } from "../runtime/actor.ts";
import { send } from "../runtime/machine.ts";
import { free } from "./leaving.ts";
import type { RoomEffect, RoomState, RoomStep } from "./room_state.ts";
import { isMember, isTaken, type Seat } from "./seats.ts";
import { FRAME_WEIGHT, publish, SERVER } from "./telling.ts";

/** Does what the host wishes, and answers with those whom it came to. */
export function serveHost(
  state: RoomState,
  { wish, question, replyTo }: FromHost,
  now: number,
): RoomStep {
  const members = state.seats.filter(isMember);
  switch (wish.type) {
    case "announce":
      return answered(announce(state, wish.text, now), members);
    case "listPeople":
      return answered({ state, effects: [] }, members);
    case "kick": {
      // No two of a room are called the same.
      const seat = members.find(({ name }) => isSameName(name, wish.name));
      if (seat === undefined) return answered({ state, effects: [] }, []);
      return answered(kick(state, seat, now), [seat]);
    }
    default:
      assertNever(wish);
  }

  function answered(step: RoomStep, seats: readonly Seat[]): RoomStep {
    const people = seats.map((seat) => personAt(state, seat));
    const answer = send(replyTo, { type: "answered", question, people });
    return { state: step.state, effects: [...step.effects, answer] };
  }
}

/**
 * A text of the server's own, for all. It is kept for each as any other, also beyond what is to be kept for one: it is no
 * more than the host can type. Nobody is told that it is delivered.
 */
function announce(state: RoomState, text: string, now: number): RoomStep {
  const first = state.seq + 1;
  return publish({ ...state, seq: first }, state.seats, {
    type: "said",
    from: SERVER,
    at: now,
    first,
    count: 1,
    weight: utf8Length(text) + FRAME_WEIGHT,
    // The number makes an id that the server gives no other text, as a plain member's texts have it.
    ids: toColumn([`s${first}`]),
    texts: toColumn([text]),
  });
}

/** The seat is free at once, whether or not somebody sits there. */
function kick(state: RoomState, seat: Seat, now: number): RoomStep {
  const closed: readonly RoomEffect[] = isTaken(seat)
    ? [send(seat.place.mailbox, { type: "closed", reason: "kicked" })]
    : [];
  const step = free(state, seat, "kicked", now);
  return { state: step.state, effects: [...closed, ...step.effects] };
}

function personAt({ config }: RoomState, { name, address, returns, place }: Seat): Person {
  return {
    room: config.name,
    name,
    address,
    dialect: returns ? "framed" : "plain",
    lostUntil: place.type === "lost" ? place.until : null,
  };
}
