/**
 * What a session does with what its client sends, and with its silence.
 *
 * @module
 */

import type { RoomMessage } from "../messages.ts";
import { httpAnswer } from "../protocol/http_answer.ts";
import { MAX_LINE_BYTES } from "../protocol/limits.ts";
import { emptyLines, takeRest } from "../protocol/line_decoder.ts";
import { texts } from "../protocol/texts.ts";
import { assertNever } from "../runtime/actor.ts";
import { send } from "../runtime/machine.ts";
import { readFrames } from "./framed_input.ts";
import { takeLateHello } from "./late_hello.ts";
import { written } from "./output.ts";
import { type PlainInput, readPlain, readPlainRest } from "./plain_input.ts";
import {
  followed,
  type Input,
  leave,
  type SessionEffect,
  type SessionState,
  type SessionStep,
  toRoom,
  write,
} from "./session_state.ts";

/** Milliseconds without more bytes after which the message of a client that ends no lines is complete. */
export const SETTLE = 30;

/** The same where it may be a hello in pieces: no person begins with `{`, and a slow line takes its time. */
export const SETTLE_HELLO = 2_000;

/**
 * Takes what the connection brings. Before the session is welcome it is held; and what still comes while another does not
 * read is held too, but for the word that no more comes.
 */
export function takeInput(state: SessionState, input: Input, now: number): SessionStep {
  if (state.phase === "entering" || (state.paused && input.type === "bytes")) {
    return { state: { ...state, held: [...state.held, input] }, effects: [] };
  }
  if (state.held.length > 0) {
    const step = takeHeld(state, now);
    return followed(step, takeInput(step.state, input, now));
  }
  // It has said that it has said all: what a read under way still brings comes too late to be accepted.
  if (state.phase !== "talking") return { state, effects: [] };
  switch (input.type) {
    case "bytes":
      return takeBytes({ ...state, heardAt: now }, input.bytes);
    case "ended": {
      const step = takeSettled(state);
      if (step.state.phase !== "talking") return step;
      // A plain client has no other word for goodbye than to end; a framed one has, and did not use it.
      const lost = input.lost || state.reads === "framed";
      return followed(step, leave(step.state, lost ? "lost" : "quit"));
    }
    case "closing": {
      const step = takeSettled(state);
      if (step.state.phase !== "talking") return step;
      const { session } = state.init;
      const close: RoomMessage = { type: "close", session, reason: input.reason };
      return followed(step, {
        state: { ...step.state, phase: "closing" },
        effects: toRoom(state, close),
      });
    }
    default:
      assertNever(input);
  }
}

/** Takes what was held, in order. */
export function takeHeld(before: SessionState, now: number): SessionStep {
  let step: SessionStep = { state: { ...before, paused: false, held: [] }, effects: [] };
  for (const input of before.held) step = followed(step, takeInput(step.state, input, now));
  return step;
}

/** Takes the unended line of a plain client as a whole message. */
export function takeSettled(state: SessionState): SessionStep {
  if (state.reads === "framed" || state.phase !== "talking") return { state, effects: [] };
  return say(readPlainRest(state));
}

/** What a session asks for at its start, so that a silent plain client is let go. */
export function watchIdle({ init, reads }: SessionState): readonly SessionEffect[] {
  return reads === "plain" && init.idleTimeout > 0 ? [wakeIdle(init.idleTimeout)] : [];
}

/** Time to look whether the client has been silent for too long. */
export function idled(state: SessionState, now: number): SessionStep {
  const { idleTimeout, language } = state.init;
  if (state.reads === "framed" || state.phase === "closing") return { state, effects: [] };
  // What it sends while it waits, for its welcome or for another who doesn't read, is not looked at yet.
  const since = state.phase === "entering" || state.paused ? now : state.heardAt;
  const left = since + idleTimeout - now;
  if (left > 0) return { state, effects: [wakeIdle(left)] };
  return leave(state, "idle", [write(state, texts[language].wire.idle + "\n")]);
}

function wakeIdle(ms: number): SessionEffect {
  return { type: "after", timer: "idle", ms, message: { type: "idled" } };
}

function takeBytes(state: SessionState, bytes: Uint8Array): SessionStep {
  if (state.reads === "framed") return takeFrames(state, bytes);
  const input = readPlain(state, bytes);
  // What comes after a late hello is dealt with once it is read as frames.
  const later = input.end?.type === "hello" ? input.end.rest.length : 0;
  const step = say(input);
  // First: an exit among the others is the last thing that is done.
  const effects = [consumed(state, bytes.length - later), ...step.effects];
  return { state: step.state, effects: [...effects, ...settleLater(state, step)] };
}

function takeFrames(before: SessionState, bytes: Uint8Array): SessionStep {
  const { state, messages, answer, end } = readFrames(before, bytes);
  const effects: SessionEffect[] = messages.flatMap((message) => toRoom(state, message));
  if (answer !== "") effects.push(write(state, answer));
  effects.push(consumed(state, bytes.length));
  if (end === null) return { state, effects };
  if (end === "leave") return leave(state, "quit", effects);
  const closed = written(state, { type: "closed", reason: "errors" });
  return leave(state, "kicked", [...effects, write(state, closed)]);
}

/** What a plain client's input comes to. */
function say({ state, texts: said, tooLong, end }: PlainInput): SessionStep {
  const { session, language } = state.init;
  const effects: SessionEffect[] = said.length === 0 ? [] : [...toRoom(state, {
    type: "sayLines",
    session,
    lines: said.join("\n") + "\n",
    count: said.length,
  })];
  if (tooLong > 0) {
    const text = texts[language].wire.tooLong(MAX_LINE_BYTES) + "\n";
    effects.push(write(state, text.repeat(tooLong)));
  }
  if (end === null) return { state, effects };
  switch (end.type) {
    case "goodbye":
      return leave(state, "quit", effects);
    case "http":
      effects.push(send(state.init.greeter, { type: "browser", host: state.init.host }));
      return leave(state, "quit", [...effects, write(state, httpAnswer(language))]);
    case "hello":
      return followed({ state, effects }, takeLateHello(state, end.line, end.rest));
    default:
      assertNever(end);
  }
}

/** Starts, or stops, waiting for the rest of a message that has no end. */
function settleLater(before: SessionState, { state }: SessionStep): readonly SessionEffect[] {
  if (state.phase !== "talking" || before.endsLines) return [];
  if (state.endsLines || state.lines === emptyLines) return [{ type: "cancel", timer: "settle" }];
  const mayBeHello = state.fresh && takeRest(state.lines).line?.toString().startsWith("{");
  const ms = mayBeHello ? SETTLE_HELLO : SETTLE;
  return [{ type: "after", timer: "settle", ms, message: { type: "settled" } }];
}

function consumed({ init }: SessionState, bytes: number): SessionEffect {
  return send(init.connection, { type: "consumed", bytes });
}
