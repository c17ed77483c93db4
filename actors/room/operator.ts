/**
 * Applies the operator's commands in a room: say something to all, list the people, free a seat.
 *
 * @module
 */

import { toTextBatch } from "../encoding/text_batch.ts";
import type { FromOperator, Person } from "../messages/operator.ts";
import { isSameName } from "../protocol/names.ts";
import { utf8Length } from "../encoding/utf8.ts";
import { assertNever } from "../encoding/assert_never.ts";
import { send } from "../runtime/state_machine.ts";
import { leave } from "./leave.ts";
import type { RoomEffect, RoomState, RoomStep } from "./room_state.ts";
import { isTaken, type Seat } from "./seats.ts";
import { publish } from "./broadcast.ts";
import { FRAME_WEIGHT, HIGH_WATER, OPERATOR_WEIGHT, SERVER } from "./flow_control.ts";

/** Applies a command, and answers with the people whom it reached. */
export function serveOperator(
  state: RoomState,
  { command, question, replyTo }: FromOperator,
  now: number,
): RoomStep {
  const { seats: members } = state;
  switch (command.type) {
    case "announce": {
      const weight = utf8Length(command.text) + FRAME_WEIGHT;
      const hasRoom = ({ owed }: Seat) => owed + weight <= HIGH_WATER + OPERATOR_WEIGHT;
      const listeners = members.filter(hasRoom);
      const missed = members.filter((seat) => !hasRoom(seat));
      return answered(announce(state, listeners, command.text, weight, now), listeners, missed);
    }
    case "listPeople":
      return answered({ state, effects: [] }, members);
    case "kick": {
      // Names are unique in a room.
      const seat = command.room === state.config.name
        ? members.find(({ name }) => isSameName(name, command.name))
        : undefined;
      if (seat === undefined) return answered({ state, effects: [] }, []);
      return answered(kick(state, seat, now), [seat]);
    }
    default:
      assertNever(command);
  }

  function answered(
    step: RoomStep,
    seats: readonly Seat[],
    missed: readonly Seat[] = [],
  ): RoomStep {
    const answer = send(replyTo, {
      type: "answered",
      question,
      people: seats.map((seat) => personAt(state, seat)),
      missed: missed.map((seat) => personAt(state, seat)),
    });
    return { state: step.state, effects: [...step.effects, answer] };
  }
}

/**
 * A text of the operator. The room logs it as any other, also beyond the bound for people's texts.
 * No one hears that it is delivered.
 */
function announce(
  state: RoomState,
  listeners: readonly Seat[],
  text: string,
  weight: number,
  now: number,
): RoomStep {
  if (listeners.length === 0) return { state, effects: [] };
  const first = state.seq + 1;
  return publish({ ...state, seq: first }, listeners, {
    type: "said",
    from: SERVER,
    at: now,
    first,
    count: 1,
    weight,
    // A unique id, made of the number as for a plain member's texts.
    ids: toTextBatch([`s${first}`]),
    texts: toTextBatch([text]),
  });
}

/** Frees the seat at once, also a lost one. */
function kick(state: RoomState, seat: Seat, now: number): RoomStep {
  const closed: readonly RoomEffect[] = isTaken(seat)
    ? [send(seat.place.mailbox, { type: "closed", reason: "kicked" })]
    : [];
  const step = leave(state, seat, "goodbye", now, "kicked");
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
