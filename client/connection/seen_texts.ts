/**
 * The texts that this person has got lately. A server that was killed gives a text another number
 * if it had passed it on but not stored it, and its sender says it again. Then only the sender and
 * the id show that it is the same text. It must not know what the texts say.
 *
 * @module
 */

import { MAX_ID_LENGTH } from "../../actors/protocol/limits.ts";

/** A text's sender, id and number. */
export interface SeenText {
  readonly from: string;
  readonly id: string;
  readonly seq: number;
}

/**
 * How many texts to remember. Only unaccepted texts can come again, and a client has at most 256 of
 * those in flight. This is twice as many.
 */
export const MAX_SEEN_TEXTS = 512;

/** Remembers one more text. At the limit, the oldest goes. */
export function addSeenText(seen: readonly SeenText[], text: SeenText): readonly SeenText[] {
  // No honest server sends longer ones. Others must not fill the memory.
  if (text.from.length > MAX_ID_LENGTH || text.id.length > MAX_ID_LENGTH) return seen;
  return [...seen.slice(seen.length < MAX_SEEN_TEXTS ? 0 : 1), text];
}

/** Whether the person has got this text, under any number. */
export function wasSeen(seen: readonly SeenText[], from: string, id: string): boolean {
  return seen.some((text) => text.id === id && text.from === from);
}
