/**
 * Fills many rooms with two clients each.
 *
 * @module
 */

import { SMALL_READ } from "./framed_client.ts";
import { type FramedPair, joinPair } from "./pair.ts";

/** Rooms that are filled at once: many clients join together, but not all in one millisecond. */
const CONCURRENT_JOINS = 8;

/** Joins `count` pairs, each in a room of its own. */
export async function joinRooms(port: number, count: number): Promise<readonly FramedPair[]> {
  const pairs: FramedPair[] = [];
  let next = 0;
  async function join(): Promise<void> {
    while (next < count) pairs.push(await joinPair(port, `rom-${next++}`, SMALL_READ));
  }
  await Promise.all(Array.from({ length: CONCURRENT_JOINS }, join));
  return pairs;
}
