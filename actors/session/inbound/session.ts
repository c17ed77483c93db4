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
import { failed } from "./framed_reader.ts";
import { sayHeldBack } from "./paused_sender.ts";
import { goOn, leaveWrong, takeHeld, takeInput, takeSettled } from "./dispatch.ts";
import {
  answer,
  followed,
  newSession,
  over,
  type SessionState,
  type SessionStep,
} from "./session_state.ts";
import { beat, idled, watchSilence } from "./keepalive.ts";

/** Brings a session to life. */
export function startSession(init: SessionInit): Start<SessionMessage> {
  const state = newSession(init);
  return machine({ state }, sessionTransition, watchSilence(state));
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
      return takeInput({ ...state, heardAt: now, askedAt: null }, message);
    case "ended":
    case "closing":
      return takeInput(state, message);
    case "settled":
      // None if the client ended a line after all while it was on its way, or if more has come and is held.
      return state.endsLines || state.held.length > 0 ? { state, effects: [] } : takeSettled(state);
    case "idled":
      return idled(state, now);
    case "beat":
      return beat(state, now);
    case "entered":
      return enter(state, message);
    case "flow":
      return flow(state, message.paused, now);
    case "neverSent":
      return complain(state);
    case "dismissed":
      return over(state, []);
    default:
      assertNever(message);
  }
}

/** In the room: what the client sent meanwhile is read now. */
function enter(
  before: SessionState,
  { room, paused }: Extract<SessionMessage, { type: "entered" }>,
): SessionStep {
  return takeHeld({ ...before, phase: "talking", room, paused });
}

function flow(state: SessionState, paused: boolean, now: number): SessionStep {
  // That it was about a room which was left for another, the `entered` of that one has yet to tell.
  if (state.room === null) return { state, effects: [] };
  if (paused) return { state: { ...state, paused }, effects: [] };
  // Silence counts from when it is read again.
  return goOn({ ...state, heardAt: now, askedAt: null });
}

/** The room says that the client cannot have what it says to have. */
function complain(before: SessionState): SessionStep {
  if (before.phase !== "talking") return { state: before, effects: [] };
  const { state, text, end } = failed(before, "bad_frame");
  const step = { state, effects: [answer(state, text)] };
  if (!end) return step;
  // Whoever leaves has said before what was held back.
  const said = followed(step, sayHeldBack(state));
  return followed(said, leaveWrong(said.state));
}
