/**
 * What a session makes of its client's silence: a plain one that says nothing may be let go, where the host wants that;
 * a framed one is asked whether it is still there, and is lost if it does not answer. What a client says is not known
 * here.
 *
 * @module
 */

import { MAX_READ_AHEAD } from "../../protocol/limits.ts";
import { encodeFrame } from "../../protocol/frame_codec.ts";
import { texts } from "../../languages/languages.ts";
import {
  leaveRoom,
  type SessionEffect,
  type SessionState,
  type SessionStep,
  writeToClient,
} from "./session_state.ts";

/** Milliseconds of silence after which a framed client is asked: less than the 30 s after which some NATs forget it. */
export const PING_AFTER = 20_000;

/**
 * Milliseconds that it has to answer, so that it is lost after 45 s without a byte: TCP tries a lost packet again for
 * the fifth time some 15 s after the first, and the answer may have to be tried again too.
 */
export const PONG_WITHIN = 25_000;

/** What a session asks for so that it hears of its client's silence; at its start, and once it speaks frames. */
export function startTimers({ init, dialect: reads }: SessionState): readonly SessionEffect[] {
  if (reads === "framed") return [wakeBeat(PING_AFTER)];
  return init.idleTimeout > 0 ? [wakeIdle(init.idleTimeout)] : [];
}

/** Time to look whether a plain client has been silent for too long. */
export function checkIdle(state: SessionState, now: number): SessionStep {
  const { idleTimeout, language } = state.init;
  if (state.dialect === "framed" || state.phase === "closing") return { state, effects: [] };
  // What it sends while it waits, for its welcome or for another who doesn't read, is not looked at yet.
  const waits = state.phase === "entering" || state.paused;
  const left = (waits ? now : state.lastHeardAt) + idleTimeout - now;
  if (left > 0) return { state, effects: [wakeIdle(left)] };
  return leaveRoom(state, "idle", [writeToClient(state, texts[language].wire.idle + "\n")]);
}

/**
 * Time to look whether a framed client is still there. It is never lost unasked: where this thread, or the whole
 * machine, was held up, what the client has sent waits to be read.
 */
export function checkAlive(state: SessionState, now: number): SessionStep {
  const { phase, lastHeardAt: heardAt, pingedAt: askedAt, deferredBytes: unsaidBytes } = state;
  // The server closes, which it does in seconds.
  if (phase === "closing") return { state, effects: [] };
  // Nor does it answer where it has yet to be welcomed, or where it may not be read since so much of it is held back.
  if (phase === "entering" || unsaidBytes >= MAX_READ_AHEAD) {
    return { state: { ...state, pingedAt: null }, effects: [wakeBeat(PING_AFTER)] };
  }
  if (askedAt !== null) {
    const left = askedAt + PONG_WITHIN - now;
    return left > 0 ? { state, effects: [wakeBeat(left)] } : leaveRoom(state, "lost");
  }
  const left = heardAt + PING_AFTER - now;
  if (left > 0) return { state, effects: [wakeBeat(left)] };
  // Any byte is an answer, so that the number tells nothing.
  const ping = writeToClient(state, encodeFrame({ type: "ping", n: 1 }));
  // It looks again before the answer has to be there: if it came at once, another silence of as long is over then.
  return { state: { ...state, pingedAt: now }, effects: [ping, wakeBeat(PING_AFTER)] };
}

function wakeIdle(ms: number): SessionEffect {
  return { type: "after", timer: "idle", ms, message: { type: "idleTimeout" } };
}

function wakeBeat(ms: number): SessionEffect {
  return { type: "after", timer: "keepalive", ms, message: { type: "keepalive" } };
}
