/**
 * Flow control: how much a room keeps for one seat, how much may be on its way to it, and which
 * senders the room pauses because another seat, or the store, does not keep up.
 *
 * @module
 */

import type { Identity } from "../protocol/frames.ts";
import { send } from "../runtime/state_machine.ts";
import { AHEAD, others, type RoomEffect, type RoomState, type RoomStep } from "./room_state.ts";
import { identityOf, isTaken, type Seat } from "./seats.ts";
import { weightOf } from "./unconfirmed.ts";

/**
 * The weight of an event beyond the length of its texts: about what a frame takes on the wire. It
 * makes the bounds hold for real memory, however short the texts are.
 */
export const FRAME_WEIGHT = 160;

/**
 * Weight that may be on its way to the socket of one seat. The rest waits in the room's log, in one
 * copy for all seats. It is twice what a socket writes at once, so that there is always more to
 * write. A larger window is no faster, and delays what others have to say.
 */
export const WINDOW = 262_144;

/**
 * Weight that the room keeps for one seat before it pauses the others. It is half of the 8 MiB that
 * a room may keep, since both of two clients may stop reading.
 */
export const HIGH_WATER = 4 * 1_048_576;

/**
 * Weight at which the room resumes them: low enough that a slow reader does not pause them with
 * each text.
 */
export const LOW_WATER = HIGH_WATER / 4;

/**
 * Weight that the room keeps for one seat beyond {@linkcode HIGH_WATER} for texts of the operator:
 * over a hundred of the longest. Nobody can pause the operator, so the room refuses what exceeds
 * it.
 */
export const OPERATOR_WEIGHT = 1_048_576;

/**
 * Milliseconds for which a seat may pause the others without an ack: as long as a socket may take
 * for one write. The room then closes the session. Its client may come back and start with an ack,
 * which frees two clients that wait for each other.
 */
export const STALL_LIMIT = 60_000;

/**
 * The author of the operator's texts, and of `flow` while the store lags. No person may have this
 * id or name.
 */
export const SERVER: Identity = { id: "server", name: "Server" };

/** The seat with `stalled` as its weights say. */
export function weighed(seat: Seat): Seat {
  const weight = Math.max(seat.owed, seat.outstanding);
  const stalled = weight > (seat.stalled ? LOW_WATER : HIGH_WATER);
  return stalled === seat.stalled ? seat : { ...seat, stalled };
}

/**
 * Pauses each sender that waits for a stalled seat or for the store, and resumes the others. A
 * store that lags pauses all: the room must hold what the store has not written, and must not run
 * out of numbers.
 */
export function settleFlow(before: RoomState): RoomStep {
  const lagging = storeLags(before);
  const state = lagging === before.lagging ? before : { ...before, lagging };
  if (!lagging && !state.seats.some(({ stalled, heldFor }) => stalled || heldFor !== null)) {
    return { state, effects: [] };
  }
  const effects: RoomEffect[] = [];
  const seats = state.seats.map((seat) => {
    // A seat without a session is told when its client returns.
    if (!isTaken(seat)) return seat;
    const blocker = others(state, seat).find(({ stalled }) => stalled);
    const waitingFor = blocker !== undefined ? identityOf(blocker) : lagging ? SERVER : null;
    if ((waitingFor === null) !== (seat.heldFor === null)) {
      effects.push(send(seat.place.mailbox, { type: "flow", waitingFor }));
    }
    return { ...seat, heldFor: waitingFor?.id ?? null };
  });
  return { state: { ...state, seats }, effects };
}

function storeLags({ config, seats, pending, seq, saving, lagging }: RoomState): boolean {
  if (config.store === null || !seats.some(({ returns }) => returns)) return false;
  const far = seq - saving.safe > AHEAD.numbers * 3 / 4;
  return far || weightOf(pending) > (lagging ? LOW_WATER : HIGH_WATER);
}
