/**
 * Who sits at a seat: the state machine of its place. Every rule about when a seat is taken, lost
 * or free stands here.
 *
 * @module
 */

import type { SessionId } from "../messages/events.ts";
import type { JoinRequest, MemberMessage } from "../messages/room.ts";
import type { Address } from "../runtime/actor.ts";

/** The place of a seat. A free seat has none. */
export type Place = TakenPlace | LostPlace;

/** A session has the seat. `mailbox` is its connection. */
export interface TakenPlace {
  readonly type: "taken";
  readonly session: SessionId;
  readonly mailbox: Address<MemberMessage>;
  /** Whether this session showed the seat's token. Otherwise the seat was new to it. */
  readonly resumed: boolean;
}

/**
 * The client went without a goodbye. The seat waits for it until then, in milliseconds since 1970.
 */
export interface LostPlace {
  readonly type: "lost";
  readonly until: number;
}

/** What moves a seat from one place to another. */
export type PlaceTrigger =
  /** A session asks for a new seat, or shows the token of this one. */
  | "join"
  | "resume"
  /** The client says goodbye, or is put out. */
  | "goodbye"
  | "connectionLost"
  /** The connection ended before its client saw `welcome`. */
  | "joinCancelled"
  /** A lost seat was held for long enough. */
  | "timeUp";

type PlaceName = "free" | Place["type"];

/** The place after each trigger; `null`: the trigger changes nothing. */
const PLACES: Readonly<Record<PlaceName, Readonly<Record<PlaceTrigger, PlaceName | null>>>> = {
  free: {
    join: "taken",
    resume: null,
    goodbye: null,
    connectionLost: null,
    joinCancelled: null,
    timeUp: null,
  },
  taken: {
    join: null,
    resume: "taken",
    goodbye: "free",
    // Both make the seat free where its client cannot come back: see `mayReturn`.
    connectionLost: "lost",
    joinCancelled: "lost",
    timeUp: null,
  },
  lost: {
    join: null,
    resume: "taken",
    goodbye: "free",
    connectionLost: null,
    joinCancelled: null,
    timeUp: "free",
  },
};

/** The parts of a seat that its next place depends on. */
export interface PlacedSeat {
  readonly place: Place | null;
  /** Whether the client speaks frames, and so has the seat's token. */
  readonly returns: boolean;
}

/**
 * The place that a seat has after a trigger: `"free"`, `"taken"` or `"lost"`, or `null` if it keeps
 * the one it has.
 */
export function placeAfter(
  seat: PlacedSeat,
  trigger: PlaceTrigger,
  seatHold: number,
): PlaceName | null {
  const next = PLACES[seat.place?.type ?? "free"][trigger];
  return next === "lost" && !(seatHold > 0 && mayReturn(seat, trigger)) ? "free" : next;
}

/** Takes the seat for the session of a request: a free seat, or the one whose token it shows. */
export function takePlace(
  { session, replyTo: mailbox }: JoinRequest,
  old: Place | null,
): TakenPlace {
  return { type: "taken", session, mailbox, resumed: old !== null };
}

/** The session that has the seat; `null` if it is lost. */
export function sessionOf({ place }: { readonly place: Place }): SessionId | null {
  return place.type === "lost" ? null : place.session;
}

/**
 * A plain client has no token. A client that never saw `welcome` does not know the token of a new
 * seat.
 */
function mayReturn({ place, returns }: PlacedSeat, trigger: PlaceTrigger): boolean {
  if (trigger === "joinCancelled" && place?.type === "taken" && !place.resumed) return false;
  return returns;
}
