/**
 * The session: what one client sends, from the moment it is let in. It turns bytes into what is said in the room, cleans
 * what people wrote, and answers what is wrong with it. Who is in the room and who hears what, others know; what the client is
 * told of it is the writer's (`writer/`).
 *
 * Pure: a message and the time make a new state and effects.
 *
 * @module
 */

import type { SessionInit, SessionMessage } from "../../messages/messages.ts";
import { assertNever } from "../../encoding/assert_never.ts";
import type { Start } from "../../runtime/actor.ts";
import { machine } from "../../runtime/state_machine.ts";
import { countError } from "./framed_reader.ts";
import { sendDeferred } from "./paused_sender.ts";
import {
  closeForErrors,
  handleHeld,
  handleInput,
  handleUnendedLine,
  resumeInput,
} from "./dispatch.ts";
import {
  concatSteps,
  finish,
  newSession,
  type SessionState,
  type SessionStep,
  writeToClient,
} from "./session_state.ts";
import { checkAlive, checkIdle, startTimers } from "./keepalive.ts";

/** Brings a session to life. */
export function startSession(init: SessionInit): Start<SessionMessage> {
  const state = newSession(init);
  return machine({ state }, sessionTransition, startTimers(state));
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
      // None if the client ended a line after all while it was on its way, or if more has come and is held.
      return state.endsLines || state.heldInput.length > 0
        ? { state, effects: [] }
        : handleUnendedLine(state);
    case "idleTimeout":
      return checkIdle(state, now);
    case "keepalive":
      return checkAlive(state, now);
    case "entered":
      return enter(state, message);
    case "flow":
      return flow(state, message.paused, now);
    case "neverSent":
      return rejectNumber(state);
    case "dismissed":
      return finish(state, []);
    default:
      assertNever(message);
  }
}

/** In the room: what the client sent meanwhile is read now. */
function enter(
  before: SessionState,
  { room, paused }: Extract<SessionMessage, { type: "entered" }>,
): SessionStep {
  return handleHeld({ ...before, phase: "talking", room, paused });
}

function flow(state: SessionState, paused: boolean, now: number): SessionStep {
  // That it was about a room which was left for another, the `entered` of that one has yet to tell.
  if (state.room === null) return { state, effects: [] };
  if (paused) return { state: { ...state, paused }, effects: [] };
  // Silence counts from when it is read again.
  return resumeInput({ ...state, lastHeardAt: now, pingedAt: null });
}

/** The room says that the client cannot have what it says to have. */
function rejectNumber(before: SessionState): SessionStep {
  if (before.phase !== "talking") return { state: before, effects: [] };
  const { state, text, end } = countError(before, "bad_frame");
  const step = { state, effects: [writeToClient(state, text)] };
  if (!end) return step;
  // Whoever leaves has said before what was held back.
  const said = concatSteps(step, sendDeferred(state));
  return concatSteps(said, closeForErrors(said.state));
}
