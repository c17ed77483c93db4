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
  /** Milliseconds for which the room holds a lost client's seat. */
  readonly seatHold: number;
  readonly self: Address<RoomMessage>;
  readonly rooms: Address<RoomsMessage>;
  /** The store; `null` if nothing outlives the server. */
  readonly store: Address<StoreMessage> | null;
  /** Shows the operator what people say; `null` if the operator did not ask for it. */
  readonly journal: Address<JournalMessage> | null;
}

/** The part of a room that outlives the server. */
export interface Durable {
  /** The last number given. */
  readonly seq: number;
  /** How many members there have ever been. The last one's id has this number. */
  readonly members: number;
  readonly seats: readonly Seat[];
  /** The entries that at least one recipient has not acked. */
  readonly kept: MessageLog;
}

/** How far the store has come. */
export interface Saving {
  /** The number of the last `save`. */
  readonly last: number;
  /** The room as that `save` left it. */
  readonly base: Durable;
  /**
   * Set while the store is behind, because it failed to save something. The room then sends all of
   * itself, with the `save` of this number; `null` before it has sent that.
   */
  readonly anew: { readonly save: number | null } | null;
  /** The store has this number, so no server gives a number up to it again. */
  readonly safe: number;
  /** The `save` whose answer makes `seq` the next `safe`; `null`: the next `save` becomes it. */
  readonly probe: { readonly save: number; readonly seq: number } | null;
}

/** All that a room knows. */
export interface RoomState extends Durable {
  readonly config: RoomConfig;
  /** How many `join`s it has received. */
  readonly joins: number;
  /** Texts that are not yet accepted. */
  readonly pending: Pending;
  readonly saving: Saving;
  /** True from the moment that too much waits for the store until much less does. */
  readonly lagging: boolean;
  /** True once the room has told all that it closes. */
  readonly closed: boolean;
}

/** The result of one message. */
export type RoomStep = Step<RoomState, RoomMessage>;

/** What a room asks for. */
export type RoomEffect = Effect<RoomMessage>;

/**
 * How many numbers a room skips when a server starts: more than a killed server can have given
 * without saving them, so that no number is given twice. Flow control bounds what waits for the
 * store. Member ids: more clients than can join in the moment before a kill.
 */
export const AHEAD: Ahead = { numbers: 1_048_576, members: 1_000 };

/** A room that never had a member. */
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

/** All other seats. */
export function others(state: RoomState, seat: Seat): readonly Seat[] {
  return state.seats.filter(({ id }) => id !== seat.id);
}

/** The room with `seat` in place of its older state. */
export function withSeat(state: RoomState, seat: Seat): RoomState {
  return { ...state, seats: state.seats.map((old) => old.id === seat.id ? seat : old) };
}

/** The seat's current state. One that was looked up earlier may be out of date. */
export function current<S extends Seat>(state: RoomState, seat: S): S {
  // No function that looks up a seat changes its kind, which is what the type says.
  return (state.seats.find(({ id }) => id === seat.id) ?? seat) as S;
}

/** Joins two lists of effects, in order. */
export function concat(
  effects: readonly RoomEffect[],
  others: readonly RoomEffect[],
): readonly RoomEffect[] {
  // Usually one side is empty. Return the other as it is, so that a text costs no array copies.
  if (others.length === 0) return effects;
  return effects.length === 0 ? others : [...effects, ...others];
}

/** Two steps as one. */
export function followed(first: RoomStep, next: (state: RoomState) => RoomStep): RoomStep {
  const second = next(first.state);
  return { state: second.state, effects: concat(first.effects, second.effects) };
}
