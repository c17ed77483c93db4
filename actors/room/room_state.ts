/**
 * What a room knows, as a value.
 *
 * @module
 */

import type { JournalMessage, RoomMessage, RoomName, RoomsMessage } from "../messages.ts";
import type { Address } from "../runtime/actor.ts";
import type { Effect, Step } from "../runtime/machine.ts";
import { noReceipts, type Receipts } from "./receipts.ts";
import type { Seat } from "./seats.ts";

/** What is fixed about a room. */
export interface RoomConfig {
  readonly name: RoomName;
  readonly capacity: number;
  readonly self: Address<RoomMessage>;
  readonly rooms: Address<RoomsMessage>;
  /** Where what is said is shown to the host; `null`: what people say is theirs. */
  readonly journal: Address<JournalMessage> | null;
}

/** All that a room knows. */
export interface RoomState {
  readonly config: RoomConfig;
  /** The last number given. */
  readonly seq: number;
  /** Members there have ever been: the last one's id. */
  readonly members: number;
  /** `join`s it has heard. */
  readonly joins: number;
  readonly seats: readonly Seat[];
  readonly receipts: Receipts;
  /** Whether all were told that nothing more comes. */
  readonly closed: boolean;
}

/** What one message makes of a room. */
export type RoomStep = Step<RoomState, RoomMessage>;

/** What a room asks for. */
export type RoomEffect = Effect<RoomMessage>;

/** An empty room. */
export function emptyRoom(config: RoomConfig): RoomState {
  return { config, seq: 0, members: 0, joins: 0, seats: [], receipts: noReceipts, closed: false };
}

/** All seats but this. */
export function others(state: RoomState, seat: Seat): readonly Seat[] {
  return state.seats.filter(({ session }) => session !== seat.session);
}

/** The room with this seat as it is now. */
export function withSeat(state: RoomState, seat: Seat): RoomState {
  return {
    ...state,
    seats: state.seats.map((old) => old.session === seat.session ? seat : old),
  };
}
