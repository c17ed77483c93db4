/**
 * The session: one client, from the moment it is let in. It turns bytes into what is said and what is said into bytes,
 * in the client's dialect and language, cleans what people wrote, and keeps the client's window. Who is in the room
 * and who hears what, it is told.
 *
 * Pure: a message and the time make a new state and effects.
 *
 * @module
 */

import type { SessionInit, SessionMessage } from "../messages.ts";
import { assertNever, type Start } from "../runtime/actor.ts";
import { machine, send } from "../runtime/machine.ts";
import { idled, takeHeld, takeInput, takeSettled, watchIdle } from "./input.ts";
import { type Fact, written } from "./output.ts";
import {
  followed,
  newSession,
  over,
  type SessionEffect,
  type SessionState,
  type SessionStep,
  toRoom,
  write,
} from "./session_state.ts";

/** What a room tells those who are in it. */
type RoomFact = Exclude<Fact, { readonly type: "welcome" | "refused" }>;

/** Brings a session to life. */
export function startSession(init: SessionInit): Start<SessionMessage> {
  const state = newSession(init);
  return machine({ state }, sessionTransition, watchIdle(state));
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
    case "ended":
    case "closing":
      return takeInput(state, message, now);
    case "settled":
      // None if the client ended a line after all while it was on its way, or if more has come and is held.
      return state.endsLines || state.held.length > 0 ? { state, effects: [] } : takeSettled(state);
    case "idled":
      return idled(state, now);
    case "welcome":
      return welcome(state, message, now);
    case "written":
      return { state, effects: account(state, message.weight, message.mark) };
    case "refused":
      return end(state, message);
    default:
      // What a room still says that was left for another is not for this client.
      return state.room === null ? { state, effects: [] } : takeFact(state, message, now);
  }
}

/** Takes what the room it is in tells. */
function takeFact(state: SessionState, fact: RoomFact, now: number): SessionStep {
  switch (fact.type) {
    case "said":
    case "saidLines":
    case "happened":
    case "read":
    case "typing":
      return hear(state, fact);
    case "accepted":
    case "delivered":
      return { state, effects: tell(state, fact) };
    case "flow": {
      const paused = fact.waitingFor !== null;
      const stopReading = send(state.init.connection, { type: "flow", paused });
      // Silence counts from when it is read again.
      const heardAt = paused ? state.heardAt : now;
      const told = {
        state: { ...state, paused, heardAt },
        effects: [...tell(state, fact), stopReading],
      };
      return paused ? told : followed(told, takeHeld(told.state, now));
    }
    case "closed":
      return end(state, fact);
    default:
      assertNever(fact);
  }
}

/** There is no place for it, or no longer: it is told in the dialect it speaks by now. */
function end(
  state: SessionState,
  fact: Extract<Fact, { type: "refused" | "closed" }>,
): SessionStep {
  const speaking: SessionState = { ...state, writes: state.reads };
  return over(speaking, tell(speaking, fact));
}

/** In the room: what the client sent meanwhile is read now. */
function welcome(
  before: SessionState,
  message: Extract<SessionMessage, { type: "welcome" }>,
  now: number,
): SessionStep {
  const state: SessionState = {
    ...before,
    phase: "talking",
    writes: before.reads,
    room: { address: message.room, name: message.name },
    sent: message.seq,
    acked: message.seq,
  };
  return followed({ state, effects: tell(state, message) }, takeHeld(state, now));
}

/** Something of the room that is weighed until it has left for the client. */
function hear(
  before: SessionState,
  fact: Extract<Fact, { readonly weight: number }>,
): SessionStep {
  const state = { ...before, sent: lastNumber(fact) ?? before.sent };
  const text = written(state, fact);
  if (text === "") return { state, effects: account(state, fact.weight) };
  // A plain client cannot say what it has: what has left for it, it has. Only a sender with ids wants to know.
  const mark = state.writes === "plain" && fact.type === "said";
  const due = { weight: fact.weight, ...(mark ? { mark: state.sent } : {}) };
  return { state, effects: [write(state, text, due)] };
}

function lastNumber(fact: Fact): number | undefined {
  if (fact.type === "said" || fact.type === "saidLines") return fact.first + fact.count - 1;
  return fact.type === "happened" ? fact.seq : undefined;
}

function account(state: SessionState, weight: number, mark?: number): readonly SessionEffect[] {
  const { session } = state.init;
  const taken = weight === 0 ? [] : toRoom(state, { type: "taken", session, weight });
  return mark === undefined
    ? taken
    : [...taken, ...toRoom(state, { type: "ack", session, seq: mark })];
}

function tell(state: SessionState, fact: Fact): readonly SessionEffect[] {
  const text = written(state, fact);
  return text === "" ? [] : [write(state, text)];
}
