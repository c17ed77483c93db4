/**
 * What a room knows, as a value.
 *
 * @module
 */

import type { RoomName, SessionId } from "../messages/events.ts";
import type { JournalMessage, RoomMessage, RoomsMessage } from "../messages/room.ts";
import type { StoreMessage } from "../messages/store.ts";
import type { Address } from "../runtime/actor.ts";
import type { Effect, Step } from "../runtime/state_machine.ts";
import type { Ahead } from "../messages/room_snapshot.ts";
import { emptyLog, type MessageLog } from "./message_log.ts";
import { nothingPending, type Pending } from "./unconfirmed.ts";
import { sessionOf } from "./seat_places.ts";
import type { Seat } from "./seats.ts";

/** What is fixed about a room. */
export interface RoomConfig {
  readonly name: RoomName;
  readonly capacity: number;
  /** Milliseconds for which a lost client's seat is kept. */
  readonly seatHold: number;
  readonly self: Address<RoomMessage>;
  readonly rooms: Address<RoomsMessage>;
  /** Where what outlives the server is kept; `null`: nothing does. */
  readonly store: Address<StoreMessage> | null;
  /** Where what is said is shown to the host; `null`: what people say is theirs. */
  readonly journal: Address<JournalMessage> | null;
}

/** What of a room outlives the server. */
export interface Durable {
  /** The last number given. */
  readonly seq: number;
  /** Members there have ever been: the last one's id. */
  readonly members: number;
  readonly seats: readonly Seat[];
  /** What not all have who are to have it. */
  readonly kept: MessageLog;
}

/** How far the store has come. */
export interface Saving {
  /** The number of the last `save`. */
  readonly last: number;
  /** What the room was when that was sent. */
  readonly base: Durable;
  /**
   * Whether the store is behind, since it could not keep something: then its room is sent to it as a whole, by the `save` of
   * this number; `null` before that is sent.
   */
  readonly anew: { readonly save: number | null } | null;
  /** A number that the store has: none up to it is ever given again. */
  readonly safe: number;
  /** The `save` whose answer will tell that of its number; `null`: the next one's will. */
  readonly probe: { readonly save: number; readonly seq: number } | null;
}

/** All that a room knows. */
export interface RoomState extends Durable {
  readonly config: RoomConfig;
  /** `join`s it has heard. */
  readonly joins: number;
  /** What was said and is not yet accepted. */
  readonly pending: Pending;
  readonly saving: Saving;
  /** Whether more waits for the store than is to be held here, and not yet much less again. */
  readonly lagging: boolean;
  /** Whether all were told that nothing more comes. */
  readonly closed: boolean;
}

/** What one message makes of a room. */
export type RoomStep = Step<RoomState, RoomMessage>;

/** What a room asks for. */
export type RoomEffect = Effect<RoomMessage>;

/**
 * How many numbers a room skips when a server starts: more than a killed server can have given without saving them, so
 * that none is given twice. Flow control bounds what waits for the store. Member ids: more clients than can have joined
 * in the moment before the server was killed.
 */
export const AHEAD: Ahead = { numbers: 1_048_576, members: 1_000 };

/** A room that nothing is known of. */
const nothing: Durable = { seq: 0, members: 0, seats: [], kept: emptyLog };

/** An empty room. */
export function emptyRoom(config: RoomConfig): RoomState {
  const saving: Saving = {
    last: 0,
    base: nothing,
    anew: null,
    safe: 0,
    probe: null,
  };
  return {
    ...nothing,
    config,
    joins: 0,
    pending: nothingPending,
    saving,
    lagging: false,
    closed: false,
  };
}

/** The seat of this session, if it has one. */
export function seatOf(state: RoomState, session: SessionId): Seat | undefined {
  return state.seats.find((seat) => sessionOf(seat) === session);
}

/** All seats but this. */
export function others(state: RoomState, seat: Seat): readonly Seat[] {
  return state.seats.filter(({ id }) => id !== seat.id);
}

/** The room with this seat as it is now. */
export function withSeat(state: RoomState, seat: Seat): RoomState {
  return { ...state, seats: state.seats.map((old) => old.id === seat.id ? seat : old) };
}

/** The seat as it is now: one that was looked up before may be out of date. */
export function current<S extends Seat>(state: RoomState, seat: S): S {
  // A seat's kind, which the type tells, is changed by nobody who has looked it up.
  return (state.seats.find(({ id }) => id === seat.id) ?? seat) as S;
}

/** Effects, and others behind them. */
export function concat(
  effects: readonly RoomEffect[],
  others: readonly RoomEffect[],
): readonly RoomEffect[] {
  // Most often there is nothing to add: each text would leave some copies of nearly nothing behind.
  if (others.length === 0) return effects;
  return effects.length === 0 ? others : [...effects, ...others];
}

/** Two steps as one. */
export function followed(first: RoomStep, next: (state: RoomState) => RoomStep): RoomStep {
  const second = next(first.state);
  return { state: second.state, effects: concat(first.effects, second.effects) };
}
