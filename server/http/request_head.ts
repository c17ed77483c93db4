/**
 * Finds the end of a request's head, so that a slow or endless one is stopped early. `Deno.serve`
 * reads what the head says.
 *
 * @module
 */

import { CARRIAGE_RETURN, NEWLINE } from "../../actors/encoding/ascii.ts";

/** Bytes in a head, from the request line to the blank line. Most servers take as many. */
export const MAX_HEAD_BYTES = 16_384;

/**
 * Looks for the blank line that ends a head.
 *
 * @param bytes All bytes from the request line on.
 * @param from Bytes that were searched before.
 * @returns Bytes in the head with its blank line; -1 if that has not come yet.
 */
export function headEnd(bytes: Uint8Array, from = 0): number {
  // A blank line has at most four bytes, and three of them may have been searched.
  for (let at = Math.max(0, from - 3);;) {
    at = bytes.indexOf(NEWLINE, at) + 1;
    if (at === 0) return -1;
    if (bytes[at] === NEWLINE) return at + 1;
    if (bytes[at] === CARRIAGE_RETURN && bytes[at + 1] === NEWLINE) return at + 2;
  }
}
