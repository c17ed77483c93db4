/**
 * How far the person has read, and what of it the server was told: for others to know that their texts are read. It
 * must not know how one finds out what a person sees.
 *
 * @module
 */

import {
  type Connection,
  type ConnectionStep,
  type ReadPosition,
  withoutEffects,
} from "./connection_state.ts";

/** Nothing has been read in a seat that begins after number `since`. */
export function readUpTo(since: number): ReadPosition {
  return { since, seen: since, reported: since };
}

/** On a new connection all is to be told again: who was away when it was told has missed it, and a server does not keep it. */
export function reportAgain(readPosition: ReadPosition): ReadPosition {
  return { ...readPosition, reported: readPosition.since };
}

/** The person has seen all up to `seq`. */
export function markSeen(connection: Connection, seq: number): ConnectionStep {
  const { readPosition, lastSeq } = connection;
  // As with `shown`: a new seat's room may count from the beginning.
  if (seq <= readPosition.seen || seq > lastSeq) return withoutEffects(connection);
  return withoutEffects({ ...connection, readPosition: { ...readPosition, seen: seq } });
}

/** Tells the server what it has not been told, as far as that is shown: it takes no number that is still on its way. */
export function reportRead(connection: Connection): ConnectionStep {
  const { phase, readPosition, shown } = connection;
  const seq = Math.min(readPosition.seen, shown);
  if (phase !== "joined" || seq <= readPosition.reported) return withoutEffects(connection);
  return {
    connection: { ...connection, readPosition: { ...readPosition, reported: seq } },
    effects: [{ type: "send", frame: { type: "read", seq } }],
  };
}
