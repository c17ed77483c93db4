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
  type DeferredMessage,
  sendToRoom,
  type SessionState,
  type SessionStep,
} from "./session_state.ts";

/** Deals with what one read brought, of so many bytes: what is said is held back. */
export function deferMessages(
  before: SessionState,
  messages: readonly RoomMessage[],
  bytes: number,
): SessionStep {
  const says: DeferredMessage[] = [];
  const others: RoomMessage[] = [];
  for (const message of messages) {
    if (message.type === "say" || message.type === "rename") says.push(message);
    else others.push(message);
  }
  const effects = others.flatMap((message) => sendToRoom(before, message));
  if (says.length === 0) return { state: before, effects: [...effects, consumed(before, bytes)] };
  const unsaid = [...before.deferred, ...says];
  return {
    state: { ...before, deferred: unsaid, deferredBytes: before.deferredBytes + bytes },
    effects,
  };
}

/** Says what was held back, in order. */
export function sendDeferred(before: SessionState): SessionStep {
  const { deferred: unsaid, deferredBytes: unsaidBytes } = before;
  if (unsaid.length === 0) return { state: before, effects: [] };
  return {
    state: { ...before, deferred: [], deferredBytes: 0 },
    effects: [...unsaid.flatMap((say) => sendToRoom(before, say)), consumed(before, unsaidBytes)],
  };
}
