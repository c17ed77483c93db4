/**
 * What members of a room are called: no two alike, and what follows when one gets another name.
 *
 * @module
 */

import type { PersonName, RoomEvent } from "../messages/events.ts";
import { numberedName } from "../protocol/names.ts";
import { others, type RoomState, type RoomStep, withSeat } from "./room_state.ts";
import { memberOf, type Seat, type TakenSeat } from "./seats.ts";
import { happen } from "./broadcast.ts";

/** The name that somebody wants, with a number where one of these has it already. */
export function freeName(wanted: PersonName, seats: readonly Seat[]): PersonName {
  // A checked name with a number behind it is a checked name: `numberedName` keeps its bounds.
  return numberedName(wanted, seats.map(({ name }) => name)) as PersonName;
}

/**
 * A framed client wants another name. All are told in order, also itself; of the name that it has already, it alone is.
 * Who is behind with more than is to be kept for it gets none: it is told of each, and nobody holds it back for itself.
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

/** What is told of a seat that gets a name. */
export function renaming(seat: Seat, name: PersonName): RoomEvent {
  return { type: "renamed", member: { ...memberOf(seat), name }, was: seat.name };
}
