/**
 * What the server keeps of a seat's token: its hash, so that what is stored lets nobody take a seat.
 *
 * @module
 */

import { createHash } from "node:crypto";
import type { TokenHash } from "../actors/facts.ts";

/**
 * Hashes a token. SHA-256 and no more: a token has 192 random bits, so that there is no list of likely ones to try.
 *
 * @param token Anything that was shown as one.
 */
export function hashToken(token: string): TokenHash {
  // The brand says that it was made here.
  return createHash("sha256").update(token).digest("base64url") as TokenHash;
}
