/**
 * The names in a room, of which no two are alike.
 *
 * @module
 */

import type { PersonName, RoomEvent } from "../messages/events.ts";
import { numberedName } from "../protocol/names.ts";
import { others, type RoomState, type RoomStep, withSeat } from "./room_state.ts";
import { memberOf, type Seat, type TakenSeat } from "./seats.ts";
import { happen } from "./broadcast.ts";

/** The wanted name, with a number behind it if one of these seats has that name. */
export function freeName(wanted: PersonName, seats: readonly Seat[]): PersonName {
  // `numberedName` keeps a checked name within its bounds.
  return numberedName(wanted, seats.map(({ name }) => name)) as PersonName;
}

/**
 * A framed client wants another name. All seats are told, also its own. If it already has that
 * name, only its own seat is told. A stalled seat gets no new name: the room would have to keep
 * every renaming for it, and nothing holds it back from sending more.
 */
export function rename(
  state: RoomState,
  seat: TakenSeat,
  wanted: PersonName,
  now: number,
): RoomStep {
  if (seat.stalled) return { state, effects: [] };
  const name = freeName(wanted, others(state, seat));
  const renamed = withSeat(state, { ...seat, name });
  const audience = name === seat.name ? [seat] : renamed.seats;
  return happen(renamed, audience, renaming(seat, name), now);
}

/** The event that tells of a seat's new name. */
export function renaming(seat: Seat, name: PersonName): RoomEvent {
  return { type: "renamed", member: { ...memberOf(seat), name }, was: seat.name };
}
