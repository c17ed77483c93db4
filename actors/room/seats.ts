/**
 * A room's seats: who sits where, whose seat waits for its client's return, and who is to be held back because somebody
 * does not take what is said.
 *
 * @module
 */

import type { PersonName, TokenHash } from "../messages/events.ts";
import type { JoinRequest } from "../messages/room.ts";
import type { Identity, Member } from "../protocol/frames.ts";
import { type AnsweredIds, noAnswers } from "./answered_ids.ts";
import type { Delivered } from "./message_log.ts";
import { type Place, type TakenPlace, takePlace } from "./seat_places.ts";

/** One place in a room, from the moment it is kept for somebody. */
export interface Seat {
  /** The member's id, unique in the room for ever: `m1`. */
  readonly id: string;
  readonly name: PersonName;
  /** The client's network address, as people see it; empty where it was not seen since the server started. */
  readonly address: string;
  /** What the client may take its seat back with. */
  readonly token: TokenHash;
  /** Whether the seat waits for a lost client: a plain one has no token to come back with. */
  readonly returns: boolean;
  readonly place: Place;
  /** Whether the others were told last that its client is there. */
  readonly online: boolean;
  readonly answers: AnsweredIds;
  /** The last number that it was handed. */
  readonly sent: number;
  /**
   * The room's last number when it was welcome: who comes back may have had more over an older connection than it has shown to
   * have.
   */
  readonly welcomedAt: number;
  /** It has said to have all up to this number. */
  readonly acked: number;
  /** Whether it has ever said so by itself. */
  readonly acks: boolean;
  /** Its client has said, since it was welcome, that its person has read all up to this number. */
  readonly read: number;
  /** What it said was delivered to all while its session did not listen: it has still to be told. */
  readonly untold: readonly Delivered[];
  /** Weight of what is kept for it: what it has not said to have. */
  readonly owed: number;
  /** Weight of what its session was handed and what has not left for the client. */
  readonly outstanding: number;
  /** Whether it owes more than `HIGH_WATER`, and not yet less than `LOW_WATER` again. */
  readonly stalled: boolean;
  /** The seat on whose account it was told not to be read; `null` while it is. */
  readonly heldFor: string | null;
  /** Whether its session has said all it had to say, since the server closes. */
  readonly closing: boolean;
}

/** A seat whose session listens. */
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

/** What every seat begins with. */
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

/** Whether its session listens. */
export function isTaken(seat: Seat): seat is TakenSeat {
  return seat.place.type === "taken";
}

/** Whether its client can have this number. */
export function mayHave({ sent, welcomedAt }: Seat, seq: number): boolean {
  return seq <= Math.max(sent, welcomedAt);
}

/** Who it is, as said texts tell it. */
export function identityOf(seat: Seat): Identity {
  return { id: seat.id, name: seat.name };
}

/** Who it is, as room events tell it. */
export function memberOf(seat: Seat): Member {
  return { id: seat.id, name: seat.name, online: seat.online };
}

/**
 * Compares in the same time however much is alike, so that an answer's time tells nothing of a token. Both are hashes
 * of one length.
 */
export function sameToken(a: TokenHash, b: TokenHash): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}
