/**
 * One client's inbound half: an actor in its own worker that reads what the client sends, from its
 * seat in the room to the end of the connection. It turns bytes into messages to the room, cleans
 * what people wrote, and answers errors. The room decides who receives them; the outbound half
 * (`../outbound/`) writes what the room sends to the client.
 *
 * Pure: a message and the time yield a new state and effects.
 *
 * @module
 */

import type { SessionInit, SessionMessage } from "../../messages/connection.ts";
import { assertNever } from "../../encoding/assert_never.ts";
import type { Start } from "../../runtime/actor.ts";
import { stateMachine } from "../../runtime/state_machine.ts";
import { closeForErrors, handleHeld, handleInput, handleUnendedLine, resume } from "./dispatch.ts";
import { countError } from "./framed_reader.ts";
import { checkAlive, checkIdleTimeout, startTimers } from "./keepalive.ts";
import { sendDeferred } from "./paused_sender.ts";
import {
  concatSteps,
  finish,
  newSession,
  type SessionState,
  type SessionStep,
  writeToClient,
} from "./session_state.ts";

/** Starts a session. */
export function startSession(init: SessionInit): Start<SessionMessage> {
  const state = newSession(init);
  return stateMachine({ state }, sessionTransition, startTimers(state));
}

/** One step of a session. */
export function sessionTransition(
  state: SessionState,
  message: SessionMessage,
  now: number,
): SessionStep {
  if (state.phase === "over") return { state, effects: [] };
  switch (message.type) {
    case "bytes":
      return handleInput({ ...state, lastHeardAt: now, pingedAt: null }, message);
    case "ended":
    case "closing":
      return handleInput(state, message);
    case "lineTimeout":
      // The client may have ended the line, or sent more input that is held, before this timer's
      // message arrived.
      return state.endsLines || state.heldInput.length > 0
        ? { state, effects: [] }
        : handleUnendedLine(state);
    case "idleTimeout":
      return checkIdleTimeout(state, now);
    case "keepalive":
      return checkAlive(state, now);
    case "entered":
      return enter(state, message);
    case "flow":
      return setFlow(state, message.paused, now);
    case "neverSent":
      return rejectNumber(state);
    case "dismissed":
      return finish(state, []);
    default:
      assertNever(message);
  }
}

/** The client has a seat: reads the input that was held. */
function enter(
  before: SessionState,
  { room, paused }: Extract<SessionMessage, { type: "entered" }>,
): SessionStep {
  return handleHeld({ ...before, phase: "talking", room, paused });
}

function setFlow(state: SessionState, paused: boolean, now: number): SessionStep {
  // A late message of a room that the client has left. The next `entered` brings the new state.
  if (state.room === null) return { state, effects: [] };
  if (paused) return { state: { ...state, paused }, effects: [] };
  // The client may have waited in silence. The silence counts from now.
  return resume({ ...state, lastHeardAt: now, pingedAt: null });
}

/** The client acknowledged or read a number that the room never sent. */
function rejectNumber(before: SessionState): SessionStep {
  if (before.phase !== "talking") return { state: before, effects: [] };
  const { state, text, end } = countError(before, "bad_frame");
  const step = { state, effects: [writeToClient(state, text)] };
  if (!end) return step;
  // The client said the deferred texts before it leaves.
  const said = concatSteps(step, sendDeferred(state));
  return concatSteps(said, closeForErrors(said.state));
}
