/**
 * Hashes tokens. The server stores only the hash, so nobody can take a seat with what is stored.
 *
 * @module
 */

import { sha256 } from "@noble/hashes/sha2.js";
import type { TokenHash } from "../../actors/messages/events.ts";

const encoder = new TextEncoder();

/** The alphabet of the tokens themselves. */
const BASE64URL = { alphabet: "base64url", omitPadding: true } as const;

/**
 * Hashes what a client shows as a token. A token has 192 random bits, so SHA-256 without salt is
 * enough: there is no list of likely tokens to try.
 */
export function hashToken(token: string): TokenHash {
  // The brand marks strings made here.
  return sha256(encoder.encode(token)).toBase64(BASE64URL) as TokenHash;
}
