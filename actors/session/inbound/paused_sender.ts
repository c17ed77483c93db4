/**
 * What a framed client says, or calls itself, while nothing may be said in its room, since somebody does not read: it is
 * held back, and with it the bytes that brought it, so that its connection stops reading by itself. All else that the
 * client sends is dealt with at once: two who wait for each other's `ack` would else hold each other for ever.
 *
 * @module
 */

import type { RoomMessage } from "../../messages/messages.ts";
import {
  consumed,
  type SessionState,
  type SessionStep,
  toRoom,
  type Utterance,
} from "./session_state.ts";

/** Deals with what one read brought, of so many bytes: what is said is held back. */
export function holdBack(
  before: SessionState,
  messages: readonly RoomMessage[],
  bytes: number,
): SessionStep {
  const says: Utterance[] = [];
  const others: RoomMessage[] = [];
  for (const message of messages) {
    if (message.type === "say" || message.type === "rename") says.push(message);
    else others.push(message);
  }
  const effects = others.flatMap((message) => toRoom(before, message));
  if (says.length === 0) return { state: before, effects: [...effects, consumed(before, bytes)] };
  const unsaid = [...before.unsaid, ...says];
  return { state: { ...before, unsaid, unsaidBytes: before.unsaidBytes + bytes }, effects };
}

/** Says what was held back, in order. */
export function sayHeldBack(before: SessionState): SessionStep {
  const { unsaid, unsaidBytes } = before;
  if (unsaid.length === 0) return { state: before, effects: [] };
  return {
    state: { ...before, unsaid: [], unsaidBytes: 0 },
    effects: [...unsaid.flatMap((say) => toRoom(before, say)), consumed(before, unsaidBytes)],
  };
}
