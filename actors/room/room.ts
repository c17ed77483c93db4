/**
 * The room: it holds the seats, numbers what is said, decides who gets it, keeps it until they have
 * it, and makes the events. It knows no bytes, dialects, languages, sockets, workers or files.
 *
 * Pure: a message and the time make a new state and effects. No state is changed in place.
 *
 * @module
 */

import type { RoomMessage } from "../messages/room.ts";
import { assertNever } from "../encoding/assert_never.ts";
import { takeAck, taken } from "./ack.ts";
import { serveOperator } from "./operator.ts";
import { introduce, join } from "./join.ts";
import { dropStalled, leave, settleClosing, timeUp } from "./leave.ts";
import { rename } from "./rename.ts";
import {
  concat,
  type RoomEffect,
  type RoomState,
  type RoomStep,
  seatOf,
  withSeat,
} from "./room_state.ts";
import { awaitStore, save, saveWhole, stored } from "./persistence/save.ts";
import { say, sayLines } from "./say.ts";
import { isTaken, type TakenSeat } from "./seats.ts";
import { passOn, takeRead } from "./broadcast.ts";
import { timersBetween } from "./seat_timers.ts";

/**
 * One step of a room: what the message does, then the timers and saves that follow from the new
 * state.
 */
export function roomTransition(state: RoomState, message: RoomMessage, now: number): RoomStep {
  const step = take(state, message, now);
  const timers = timersBetween(state.seats, step.state.seats, now);
  return save({ state: step.state, effects: concat(step.effects, timers) });
}

/** What a restored or restarted room begins with: its timers do not outlive a crash. */
export function firstEffects(state: RoomState, now: number): readonly RoomEffect[] {
  return [...timersBetween([], state.seats, now), ...awaitStore(state)];
}

function take(state: RoomState, message: RoomMessage, now: number): RoomStep {
  switch (message.type) {
    case "join":
      return join(state, message.request, now);
    case "stored":
    case "unstored":
      return stored(state, message);
    case "saveAnew":
    case "saveAgain":
      return saveWhole(state);
    case "heldLongEnough":
      return timeUp(state, message.member, now);
    case "waitedLongEnough":
      return dropStalled(state, message.member, now);
    case "fromOperator":
      return serveOperator(state, message, now);
    default: {
      const seat = seatOf(state, message.session);
      // No error: the session may have left, or lost its seat to another, before this arrived.
      if (seat === undefined || !isTaken(seat)) return { state, effects: [] };
      if (message.type === "cancelJoin") return leave(state, seat, "joinCancelled", now);
      if (message.type !== "leave") return takeFrom(state, seat, message, now);
      const { reason } = message;
      const trigger = reason === "lost" ? "connectionLost" : "goodbye";
      return leave(state, seat, trigger, now, reason);
    }
  }
}

/** What a session with a seat may send. */
type SeatedMessage = Extract<
  RoomMessage,
  {
    type:
      | "introduce"
      | "rename"
      | "say"
      | "sayLines"
      | "ack"
      | "read"
      | "typing"
      | "taken"
      | "close";
  }
>;

function takeFrom(
  state: RoomState,
  seat: TakenSeat,
  message: SeatedMessage,
  now: number,
): RoomStep {
  switch (message.type) {
    case "introduce":
      return introduce(state, seat, message.name, now);
    case "rename":
      return rename(state, seat, message.name, now);
    case "say":
      return say(state, seat, message, now);
    case "sayLines":
      return sayLines(state, seat, message, now);
    case "ack":
      return takeAck(state, seat, message.seq);
    case "read":
      return takeRead(state, seat, message);
    case "typing":
      return passOn(state, seat, message);
    case "taken":
      return taken(state, seat, message);
    case "close":
      return settleClosing(withSeat(state, { ...seat, closing: true }));
    default:
      assertNever(message);
  }
}
