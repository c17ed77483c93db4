/**
 * What a session does when its client is silent. A plain client may be disconnected after a
 * timeout, if the operator set one. A framed client gets a `ping`, and is lost if it does not
 * answer.
 *
 * @module
 */

import { texts } from "../../languages/languages.ts";
import { encodeFrame } from "../../protocol/frame_codec.ts";
import { MAX_READ_AHEAD } from "../../protocol/limits.ts";
import {
  leaveRoom,
  type SessionEffect,
  type SessionState,
  type SessionStep,
  writeToClient,
} from "./session_state.ts";

/**
 * Milliseconds of silence before a framed client gets a `ping`. Some NATs forget a connection after
 * 30 s.
 */
export const PING_AFTER = 20_000;

/**
 * Milliseconds that a client has to answer, so that it is lost after 45 s without a byte. TCP makes
 * its fifth retry of a lost packet about 15 s after the first, and the answer may need retries too.
 */
export const PONG_WITHIN = 25_000;

/** Starts the timers for a session's dialect: when it begins, and when it changes to frames. */
export function startTimers({ init, dialect }: SessionState): readonly SessionEffect[] {
  if (dialect === "framed") return [checkAliveAfter(PING_AFTER)];
  return init.idleTimeout > 0 ? [checkIdleAfter(init.idleTimeout)] : [];
}

/** Disconnects a plain client that has been silent for too long. */
export function checkIdleTimeout(state: SessionState, now: number): SessionStep {
  const { idleTimeout, language } = state.init;
  if (state.dialect === "framed" || state.phase === "closing") return { state, effects: [] };
  // The client waits for its seat or for a slow reader. Nobody has read its input yet.
  const waits = state.phase === "entering" || state.paused;
  const left = (waits ? now : state.lastHeardAt) + idleTimeout - now;
  if (left > 0) return { state, effects: [checkIdleAfter(left)] };
  return leaveRoom(state, "idle", [writeToClient(state, texts[language].wire.closing.idle + "\n")]);
}

/**
 * Sends a `ping` to a silent framed client, or gives it up if it did not answer one. Silence alone
 * never loses a client: if this thread or the machine was suspended, its bytes may wait unread.
 */
export function checkAlive(state: SessionState, now: number): SessionStep {
  const { phase, lastHeardAt, pingedAt, deferredBytes } = state;
  // The server itself closes the connection within seconds.
  if (phase === "closing") return { state, effects: [] };
  // The connection does not read a client that has no seat yet, or that has too much input waiting.
  if (phase === "entering" || deferredBytes >= MAX_READ_AHEAD) {
    return { state: { ...state, pingedAt: null }, effects: [checkAliveAfter(PING_AFTER)] };
  }
  if (pingedAt !== null) {
    const left = pingedAt + PONG_WITHIN - now;
    return left > 0 ? { state, effects: [checkAliveAfter(left)] } : leaveRoom(state, "lost");
  }
  const left = lastHeardAt + PING_AFTER - now;
  if (left > 0) return { state, effects: [checkAliveAfter(left)] };
  // Any byte counts as an answer, so the number does not matter.
  const ping = writeToClient(state, encodeFrame({ type: "ping", n: 1 }));
  // Checks again before the answer is due: if the answer came at once, a second silence of
  // PING_AFTER has passed by then.
  return { state: { ...state, pingedAt: now }, effects: [ping, checkAliveAfter(PING_AFTER)] };
}

function checkIdleAfter(ms: number): SessionEffect {
  return { type: "after", timer: "idle", ms, message: { type: "idleTimeout" } };
}

function checkAliveAfter(ms: number): SessionEffect {
  return { type: "after", timer: "keepalive", ms, message: { type: "keepalive" } };
}
