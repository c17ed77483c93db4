/**
 * Defers a framed client's texts and new names while its room is paused. Their bytes stay
 * unconsumed, so that the connection stops reading once too many wait. Every other message passes
 * at once: otherwise two clients could wait for each other's `ack` forever.
 *
 * @module
 */

import type { RoomMessage } from "../../messages/room.ts";
import {
  consumed,
  type DeferredMessage,
  sendToRoom,
  type SessionState,
  type SessionStep,
} from "./session_state.ts";

/**
 * Defers texts and names, and sends the other messages.
 *
 * @param messages The messages of one read.
 * @param bytes The bytes of that read.
 */
export function deferMessages(
  before: SessionState,
  messages: readonly RoomMessage[],
  bytes: number,
): SessionStep {
  const deferred: DeferredMessage[] = [];
  const others: RoomMessage[] = [];
  for (const message of messages) {
    if (message.type === "say" || message.type === "rename") deferred.push(message);
    else others.push(message);
  }
  const effects = others.flatMap((message) => sendToRoom(before, message));
  if (deferred.length === 0) {
    return { state: before, effects: [...effects, consumed(before, bytes)] };
  }
  const state: SessionState = {
    ...before,
    deferred: [...before.deferred, ...deferred],
    deferredBytes: before.deferredBytes + bytes,
  };
  return { state, effects };
}

/** Sends the deferred messages, in order. */
export function sendDeferred(before: SessionState): SessionStep {
  const { deferred, deferredBytes } = before;
  if (deferred.length === 0) return { state: before, effects: [] };
  return {
    state: { ...before, deferred: [], deferredBytes: 0 },
    effects: [
      ...deferred.flatMap((message) => sendToRoom(before, message)),
      consumed(before, deferredBytes),
    ],
  };
}
