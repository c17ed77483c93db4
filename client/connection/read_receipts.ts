/**
 * How far the person has read, and what of it the server knows. The others see from it that their
 * texts were read. It must not know how the view finds out what a person sees.
 *
 * @module
 */

import {
  type Connection,
  type ConnectionStep,
  type ReadPosition,
  send,
  step,
} from "./connection_state.ts";

/** The position at the start of a seat whose first event follows number `since`. */
export function readUpTo(since: number): ReadPosition {
  return { since, seen: since, reported: since };
}

/**
 * A new connection reports everything again. Servers do not store it, and another member who was
 * away has missed it.
 */
export function reportAgain(readPosition: ReadPosition): ReadPosition {
  return { ...readPosition, reported: readPosition.since };
}

/** The person has seen all up to `seq`. */
export function markSeen(connection: Connection, seq: number): ConnectionStep {
  const { readPosition, lastSeq } = connection;
  // As with `shown`, a new seat's room may number its events from the start.
  if (seq <= readPosition.seen || seq > lastSeq) return step(connection);
  return step({ ...connection, readPosition: { ...readPosition, seen: seq } });
}

/**
 * Reports to the server what it does not know yet. It takes no number that the client has not
 * acked.
 */
export function reportRead(connection: Connection): ConnectionStep {
  const { phase, readPosition, shown } = connection;
  const seq = Math.min(readPosition.seen, shown);
  if (phase !== "joined" || seq <= readPosition.reported) return step(connection);
  const reported = { ...readPosition, reported: seq };
  return send({ ...connection, readPosition: reported }, { type: "read", seq });
}
