/**
 * What the server keeps of a seat's token: its hash, so that what is stored lets nobody take a seat.
 *
 * @module
 */

import { sha256 } from "@noble/hashes/sha2.js";
import type { TokenHash } from "../../actors/messages/events.ts";

const encoder = new TextEncoder();

/** As tokens themselves are written. */
const BASE64URL = { alphabet: "base64url", omitPadding: true } as const;

/**
 * Hashes a token. SHA-256 and no more: a token has 192 random bits, so that there is no list of likely ones to try.
 *
 * @param token Anything that was shown as one.
 */
export function hashToken(token: string): TokenHash {
  // The brand says that it was made here.
  return sha256(encoder.encode(token)).toBase64(BASE64URL) as TokenHash;
}
