/**
 * Many rooms of two.
 *
 * @module
 */

import { SMALL_READ } from "./framed_client.ts";
import { type FramedPair, joinPair } from "./pair.ts";

/** Rooms that are being joined at once: many people come, but not all in the same millisecond. */
const AT_ONCE = 8;

/** Fills so many rooms. */
export async function joinCrowd(port: number, rooms: number): Promise<readonly FramedPair[]> {
  const pairs: FramedPair[] = [];
  let next = 0;
  async function join(): Promise<void> {
    while (next < rooms) pairs.push(await joinPair(port, `rom-${next++}`, SMALL_READ));
  }
  await Promise.all(Array.from({ length: AT_ONCE }, join));
  return pairs;
}
