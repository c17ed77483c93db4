/**
 * A seat, and what can be told from a seat alone.
 *
 * @module
 */

import type { PersonName, TokenHash } from "../messages/events.ts";
import type { JoinRequest } from "../messages/room.ts";
import type { Identity, Member } from "../protocol/frames.ts";
import { type AnsweredIds, noAnswers } from "./answered_ids.ts";
import type { Delivered } from "./message_log.ts";
import { type Place, type TakenPlace, takePlace } from "./seat_places.ts";

/** A seat in a room, taken or lost. */
export interface Seat {
  /** The member's id, which the room never gives again: `m1`. */
  readonly id: string;
  readonly name: PersonName;
  /**
   * The client's ip and port, as people see them; empty if it has not connected since the server
   * started.
   */
  readonly address: string;
  /** The hash of the token with which the client can take the seat back. */
  readonly token: TokenHash;
  /** Whether the seat waits for a lost client. A plain client has no token to come back with. */
  readonly returns: boolean;
  readonly place: Place;
  /** Whether the others think that the client is there. */
  readonly online: boolean;
  readonly answers: AnsweredIds;
  /** The last number that the client was sent. */
  readonly sent: number;
  /**
   * The room's last number at the client's last welcome. A client that came back may have got
   * numbers up to this one over an earlier connection.
   */
  readonly welcomedAt: number;
  /** The client has acked all up to this number. */
  readonly acked: number;
  /** True once this client has sent an `ack`. Clients that never do are not waited for. */
  readonly acks: boolean;
  /** The person has read all up to this number, as the client said since its last welcome. */
  readonly read: number;
  /** Its texts that were delivered while the seat was lost. The client is told when it is back. */
  readonly untold: readonly Delivered[];
  /** Weight of what is kept for it: what it has not said to have. */
  readonly owed: number;
  /** Weight that was sent to the connection, and that the socket has not written. */
  readonly outstanding: number;
  /** Whether it owes more than `HIGH_WATER`, and not yet less than `LOW_WATER` again. */
  readonly stalled: boolean;
  /** The seat on whose account it was told not to be read; `null` while it is. */
  readonly heldFor: string | null;
  /** Whether the session has said all it had to say before the server stops. */
  readonly closing: boolean;
}

/** A seat with a session. */
export type TakenSeat = Seat & { readonly place: TakenPlace };

/** A new seat, taken by the session that asks for it. */
export function newSeat(id: string, name: PersonName, request: JoinRequest): TakenSeat {
  return {
    ...unseen,
    id,
    name,
    address: request.address,
    token: request.token,
    returns: request.returns,
    place: takePlace(request, null),
    online: true,
  };
}

/** The fields of a seat whose client was sent nothing. */
export const unseen = {
  address: "",
  online: false,
  answers: noAnswers,
  sent: 0,
  welcomedAt: 0,
  acked: 0,
  acks: false,
  read: 0,
  untold: [],
  owed: 0,
  outstanding: 0,
  stalled: false,
  heldFor: null,
  closing: false,
} as const satisfies Partial<Seat>;

/** The limit of two: whether all seats are taken or held. */
export function isFull(seats: readonly Seat[], capacity: number): boolean {
  return seats.length >= capacity;
}

/** Whether a session has the seat. */
export function isTaken(seat: Seat): seat is TakenSeat {
  return seat.place.type === "taken";
}

/** Whether the client can have this number. */
export function mayHave({ sent, welcomedAt }: Seat, seq: number): boolean {
  return seq <= Math.max(sent, welcomedAt);
}

/** The seat as the sender of a text. */
export function identityOf(seat: Seat): Identity {
  return { id: seat.id, name: seat.name };
}

/** The seat as the subject of an event. */
export function memberOf(seat: Seat): Member {
  return { id: seat.id, name: seat.name, online: seat.online };
}

/**
 * Compares hashes of equal length in constant time, so that the time tells nothing about a token.
 */
export function sameToken(a: TokenHash, b: TokenHash): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}
