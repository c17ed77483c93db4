/**
 * Where a request's head ends. That is all that is read of it here, so that a slow or an endless one is stopped before it gets
 * anywhere; what it says is for `Deno.serve` to find out.
 *
 * @module
 */

import { CARRIAGE_RETURN, NEWLINE } from "../../actors/encoding/ascii.ts";

/** Bytes in a head, from the request line to the blank line: what most servers take. A browser's has less than one KiB. */
export const MAX_HEAD_BYTES = 16_384;

/**
 * Looks for the blank line that ends a head.
 *
 * @param bytes All bytes from the request line on.
 * @param from Bytes that were looked through before.
 * @returns Bytes in the head, the blank line among them; -1 where it has not come yet.
 */
export function headEnd(bytes: Uint8Array, from = 0): number {
  // A blank line has at most four bytes of which three may have been there.
  for (let at = Math.max(0, from - 3);;) {
    at = bytes.indexOf(NEWLINE, at) + 1;
    if (at === 0) return -1;
    if (bytes[at] === NEWLINE) return at + 1;
    if (bytes[at] === CARRIAGE_RETURN && bytes[at + 1] === NEWLINE) return at + 2;
  }
}
