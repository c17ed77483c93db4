/**
 * Which texts this person has been told lately. A server that was killed gives a text that it had passed on, but not
 * yet stored, another number when its sender says it again: then its sender and its id are all that tells. It must not
 * know what the texts were.
 *
 * @module
 */

import { MAX_ID_LENGTH } from "../../actors/protocol/limits.ts";

/** Who said a text, and under which id and number. */
export interface SeenText {
  readonly from: string;
  readonly id: string;
  readonly seq: number;
}

/**
 * Texts that are remembered. What may come again is what was not yet accepted, of which a client of ours has at most
 * 256 on their way: this is twice that.
 */
export const MAX_SEEN_TEXTS = 512;

/** Remembers one more; the oldest goes when there are too many. */
export function addSeenText(told: readonly SeenText[], text: SeenText): readonly SeenText[] {
  // No honest server has longer ones, and another is not to fill the memory with them.
  if (text.from.length > MAX_ID_LENGTH || text.id.length > MAX_ID_LENGTH) return told;
  return [...told.slice(told.length < MAX_SEEN_TEXTS ? 0 : 1), text];
}

/** Whether this text has been told, under whatever number. */
export function wasSeen(told: readonly SeenText[], from: string, id: string): boolean {
  return told.some((text) => text.id === id && text.from === from);
}
