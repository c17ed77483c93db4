/**
 * How far the person has read, and what of it the server was told: for others to know that their texts are read. It
 * must not know how one finds out what a person sees.
 *
 * @module
 */

import { type Connection, quietly, type Reading, type Step } from "./connection_state.ts";

/** Nothing has been read in a seat that begins after number `since`. */
export function nothingRead(since: number): Reading {
  return { since, seen: since, told: since };
}

/** On a new connection all is to be told again: who was away when it was told has missed it, and a server does not keep it. */
export function rereading(reading: Reading): Reading {
  return { ...reading, told: reading.since };
}

/** The person has seen all up to `seq`. */
export function see(connection: Connection, seq: number): Step {
  const { reading, lastSeq } = connection;
  // As with `shown`: a new seat's room may count from the beginning.
  if (seq <= reading.seen || seq > lastSeq) return quietly(connection);
  return quietly({ ...connection, reading: { ...reading, seen: seq } });
}

/** Tells the server what it has not been told, as far as that is shown: it takes no number that is still on its way. */
export function tellRead(connection: Connection): Step {
  const { phase, reading, shown } = connection;
  const seq = Math.min(reading.seen, shown);
  if (phase !== "joined" || seq <= reading.told) return quietly(connection);
  return {
    connection: { ...connection, reading: { ...reading, told: seq } },
    effects: [{ type: "send", frame: { type: "read", seq } }],
  };
}
