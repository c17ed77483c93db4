/**
 * Notes what each seat has: a client that speaks frames acks it, a plain client has what was
 * written.
 *
 * @module
 */

import type { RoomMessage } from "../messages/room.ts";
import { send } from "../runtime/state_machine.ts";
import { acknowledge, entryAfter } from "./message_log.ts";
import { noteDelivered } from "./unconfirmed.ts";
import { current, followed, type RoomState, type RoomStep } from "./room_state.ts";
import { acceptDelivered } from "./persistence/save.ts";
import { mayHave, type Seat, type TakenSeat } from "./seats.ts";
import { resettle, tellDelivered } from "./broadcast.ts";
import { LOW_WATER, weighed } from "./flow_control.ts";

/** A client acks all up to `seq`. */
export function takeAck(state: RoomState, seat: TakenSeat, seq: number): RoomStep {
  if (!mayHave(seat, seq)) {
    return { state, effects: [send(seat.place.mailbox, { type: "neverSent" })] };
  }
  return seat.acks && seq <= seat.acked ? { state, effects: [] } : ack(state, seat, seq);
}

/** `seat` acks all up to `seq` itself. Senders hear `delivered` once every recipient has a text. */
export function ack(state: RoomState, seat: Seat, seq: number): RoomStep {
  return has(state, { ...seat, acks: true }, seq);
}

/** `seat` has all up to `seq`, by an ack or because it was written. */
export function has(state: RoomState, seat: Seat, seq: number): RoomStep {
  const { state: released, delivered } = release(state, seat, Math.min(seq, state.seq));
  const { pending, toTell } = noteDelivered(released.pending, delivered);
  const told = tellDelivered({ ...released, pending }, toTell);
  const settled = followed(told, acceptDelivered);
  return followed(settled, (state) => resettle(state, current(state, seat)));
}

/** The connection has written `weight` to its client, up to `seq`. */
export function taken(
  state: RoomState,
  seat: TakenSeat,
  { weight, seq }: Extract<RoomMessage, { type: "taken" }>,
): RoomStep {
  const outstanding = Math.max(0, seat.outstanding - weight);
  const lighter: Seat = { ...seat, outstanding };
  // A plain client cannot ack, so it has what was written to it.
  if (!seat.returns) return has(state, lighter, seq);
  const yielded = seat.acks ? state : release(state, lighter, yieldTo(state, lighter, seq)).state;
  return resettle(yielded, { ...current(yielded, seat), outstanding });
}

/**
 * A client that never acks would pause the others for ever. Beyond the weight that lets them go on,
 * the room drops the oldest entries that were written to it. No sender hears that these are
 * delivered.
 */
function yieldTo(state: RoomState, seat: Seat, written: number): number {
  let excess = seat.owed - LOW_WATER;
  let to = seat.acked;
  while (excess > 0) {
    const entry = entryAfter(state.kept, seat.id, to);
    if (entry === undefined || entry.last > written) break;
    excess -= entry.fact.weight;
    to = entry.last;
  }
  return to;
}

function release(
  state: RoomState,
  seat: Seat,
  seq: number,
): { readonly state: RoomState; readonly delivered: ReturnType<typeof acknowledge>["delivered"] } {
  const ackedBy = (member: string) =>
    state.seats.find(({ id }) => id === member)?.acked ?? Infinity;
  const acked = { from: seat.acked, to: Math.max(seat.acked, seq) };
  const { kept, delivered, freed } = acknowledge(state.kept, seat.id, acked, ackedBy);
  const seats = state.seats.map((old) => {
    const now = old.id === seat.id ? { ...seat, acked: acked.to } : old;
    const less = freed.get(old.id);
    return less === undefined ? now : weighed({ ...now, owed: now.owed - less });
  });
  return { state: { ...state, kept, seats }, delivered };
}
