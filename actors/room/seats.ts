/**
 * A room's seats: who sits where, and who is to be held back because somebody does not read.
 *
 * @module
 */

import { type Answers, noAnswers } from "./answers.ts";
import type { JoinRequest, PersonName, SessionId, SessionMessage } from "../messages.ts";
import type { Identity, Member } from "../protocol/frames.ts";
import type { Address } from "../runtime/actor.ts";

/** One place in a room, from the moment it is kept for somebody. */
export interface Seat {
  /** The member's id, unique in the room for ever: `m1`. */
  readonly id: string;
  readonly name: PersonName;
  readonly session: SessionId;
  readonly address: string;
  /** Where its session listens; `null` between being kept and being taken. */
  readonly mailbox: Address<SessionMessage> | null;
  readonly answers: Answers;
  /** Weight of what was sent to it and has not left for the client. */
  readonly outstanding: number;
  /** Whether more than {@linkcode HIGH_WATER} is outstanding, and not yet less than {@linkcode LOW_WATER} again. */
  readonly stalled: boolean;
  /** The seat on whose account it was told not to be read; `null` while it is. */
  readonly heldFor: string | null;
  /** Whether its session has said all it had to say, since the server closes. */
  readonly closing: boolean;
}

/** A seat whose session listens. */
export type TakenSeat = Seat & { readonly mailbox: Address<SessionMessage> };

/**
 * Weight that may be on its way to one seat before the others are held back. What is in flight at full speed (100 MB/s
 * for the 5 ms that a round through all threads takes under load) is 0.5 MB; this is eight times that, and half of what a room
 * may keep, so that what was read before the others stopped fits in the other half.
 */
export const HIGH_WATER = 4 * 1_048_576;

/** Weight at which they go on: a quarter, so that a slow reader doesn't turn them on and off with each text. */
export const LOW_WATER = HIGH_WATER / 4;

/** A seat kept for whoever asks. */
export function keepSeat(id: string, name: PersonName, request: JoinRequest): Seat {
  return {
    id,
    name,
    session: request.session,
    address: request.address,
    mailbox: null,
    answers: noAnswers,
    outstanding: 0,
    stalled: false,
    heldFor: null,
    closing: false,
  };
}

/** Whether its session listens. */
export function isTaken(seat: Seat): seat is TakenSeat {
  return seat.mailbox !== null;
}

/** Who it is, as said texts tell it. */
export function identityOf(seat: Seat): Identity {
  return { id: seat.id, name: seat.name };
}

/** Who it is, as room events tell it. */
export function memberOf(seat: Seat): Member {
  return { id: seat.id, name: seat.name, online: seat.mailbox !== null };
}

/** The seat with so much more, or less, on its way. */
export function withOutstanding(seat: Seat, change: number): Seat {
  const outstanding = Math.max(0, seat.outstanding + change);
  return { ...seat, outstanding, stalled: outstanding > (seat.stalled ? LOW_WATER : HIGH_WATER) };
}
