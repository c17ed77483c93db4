/**
 * How a room tells its seats, and holds back those who say more than another seat takes.
 *
 * @module
 */

import type { RoomEvent, RoomMessage, SessionMessage } from "../messages.ts";
import { send } from "../runtime/machine.ts";
import { others, type RoomEffect, type RoomState, type RoomStep } from "./room_state.ts";
import { identityOf, isTaken, type Seat, type TakenSeat, withOutstanding } from "./seats.ts";

/**
 * What a message weighs beyond its texts' length, about what it takes on the wire as a frame: so that the bound is one
 * on what is really held, however short the texts are.
 */
export const FRAME_WEIGHT = 160;

/** Gives an event its number and tells all but the one it is about. */
export function happen(state: RoomState, about: Seat, event: RoomEvent, at: number): RoomStep {
  const seq = state.seq + 1;
  return tellOthers({ ...state, seq }, about, {
    type: "happened",
    event,
    seq,
    at,
    weight: FRAME_WEIGHT,
  });
}

/** Tells the others what is neither numbered nor kept. */
export function passOn(
  state: RoomState,
  seat: TakenSeat,
  message: Extract<RoomMessage, { type: "read" | "typing" }>,
): RoomStep {
  const { session: _, ...fact } = message;
  return tellOthers(state, seat, { ...fact, from: identityOf(seat), weight: FRAME_WEIGHT });
}

/** Sends `message` to all but `from`, and weighs it on them. */
export function tellOthers(
  state: RoomState,
  from: Seat,
  message: SessionMessage & { readonly weight: number },
): RoomStep {
  const effects: RoomEffect[] = [];
  const seats = state.seats.map((seat) => {
    if (seat.session === from.session || !isTaken(seat)) return seat;
    effects.push(send(seat.mailbox, message));
    return withOutstanding(seat, message.weight);
  });
  const step = settleFlow({ ...state, seats });
  return { state: step.state, effects: [...effects, ...step.effects] };
}

/** Holds back those for whom somebody doesn't read, and lets go those for whom nobody doesn't. */
export function settleFlow(state: RoomState): RoomStep {
  if (!state.seats.some(({ stalled, heldFor }) => stalled || heldFor !== null)) {
    return { state, effects: [] };
  }
  const effects: RoomEffect[] = [];
  const seats = state.seats.map((seat) => {
    // Whoever has not sat down cannot be told yet.
    if (!isTaken(seat)) return seat;
    const blocker = others(state, seat).find(({ stalled }) => stalled);
    const heldFor = blocker?.id ?? null;
    if ((heldFor === null) !== (seat.heldFor === null)) {
      const waitingFor = blocker === undefined ? null : identityOf(blocker);
      effects.push(send(seat.mailbox, { type: "flow", waitingFor }));
    }
    return { ...seat, heldFor };
  });
  return { state: { ...state, seats }, effects };
}
