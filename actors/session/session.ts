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
import { machine } from "../runtime/machine.ts";
import { goOn, takeHeld, takeInput, takeSettled } from "./input.ts";
import { type Fact, written } from "./output.ts";
import { beat, idled, watchSilence } from "./silence.ts";
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
    case "welcome":
      return welcome(state, message);
    case "written":
      return haveLeft(state, message);
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
    case "unsafe":
    case "delivered":
      return { state, effects: tell(state, fact) };
    case "flow": {
      const { waitingFor } = fact;
      const effects = tell(state, fact);
      if (waitingFor !== null) return { state: { ...state, waitingFor }, effects };
      // Silence counts from when it is read again.
      const reading: SessionState = { ...state, heardAt: now, askedAt: null };
      return followed({ state: reading, effects }, goOn(reading));
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
): SessionStep {
  // Who has the old seat again has what came before it was lost, and gets the rest now.
  const last = message.resumed ? message.since : message.seq;
  const state: SessionState = {
    ...before,
    phase: "talking",
    writes: before.reads,
    room: { address: message.room, name: message.name },
    // It may have had more over an older connection, and have shown it only now.
    sent: message.seq,
    left: last,
    // Its first ack is no news, but the word of one who acks: that is passed on.
    acked: last - 1,
  };
  const effects = [...tell(state, message)];
  // It may have been told while it was still written to as a plain client, who hears nothing of it.
  const { waitingFor } = state;
  if (waitingFor !== null) effects.push(...tell(state, { type: "flow", waitingFor }));
  return followed({ state, effects }, takeHeld(state));
}

/** Something of the room that is weighed until it has left for the client. */
function hear(
  before: SessionState,
  fact: Extract<Fact, { readonly weight: number }>,
): SessionStep {
  const mark = lastNumber(fact);
  const { weight } = fact;
  const text = written(before, fact);
  if (mark === undefined) {
    const effect = text === "" ? taken(before, weight) : [write(before, text, { weight })];
    return { state: before, effects: effect };
  }
  // Also where there is nothing to write: what was written before it has to leave first.
  const state = { ...before, sent: Math.max(before.sent, mark) };
  // A plain client cannot say what it has: what has left for it, it has. A sender with ids waits to hear of it.
  const prompt = state.writes === "plain" && fact.type === "said";
  return { state, effects: [write(state, text, { weight, mark, prompt })] };
}

function lastNumber(fact: Fact): number | undefined {
  if (fact.type === "said" || fact.type === "saidLines") return fact.first + fact.count - 1;
  return fact.type === "happened" ? fact.seq : undefined;
}

/** What was written has left for the client. */
function haveLeft(
  before: SessionState,
  { weight, mark = 0 }: Extract<SessionMessage, { type: "written" }>,
): SessionStep {
  // A mark may be of the room it was in before.
  const left = Math.min(Math.max(before.left, mark), before.sent);
  const state = { ...before, left };
  return { state, effects: taken(state, weight) };
}

function taken(state: SessionState, weight: number): readonly SessionEffect[] {
  const { init: { session }, left: seq } = state;
  return weight === 0 ? [] : toRoom(state, { type: "taken", session, weight, seq });
}

function tell(state: SessionState, fact: Fact): readonly SessionEffect[] {
  const text = written(state, fact);
  return text === "" ? [] : [write(state, text)];
}
