/**
 * What a session does with what its client sends.
 *
 * @module
 */

import type { RoomMessage } from "../../messages/messages.ts";
import { lateAnswer } from "../http_refusal.ts";
import { MAX_LINE_BYTES } from "../../protocol/limits.ts";
import { emptyLines, takeRest } from "../../encoding/line_decoder.ts";
import { farewell } from "../refusals.ts";
import { texts } from "../../languages/languages.ts";
import { utf8Length } from "../../encoding/utf8.ts";
import { assertNever } from "../../encoding/assert_never.ts";
import { send } from "../../runtime/state_machine.ts";
import { readFrames } from "./framed_reader.ts";
import { holdBack, sayHeldBack } from "./paused_sender.ts";
import { takeLateHello } from "./late_hello.ts";
import { type PlainInput, readPlain, readPlainRest } from "./plain_reader.ts";
import {
  answer,
  consumed,
  followed,
  type Input,
  leave,
  type SessionEffect,
  type SessionState,
  type SessionStep,
  toRoom,
} from "./session_state.ts";

/** Milliseconds without more bytes after which the message of a client that ends no lines is complete. */
export const SETTLE = 30;

/** The same where it may be a hello in pieces: no person begins with `{`, and a slow line takes its time. */
export const SETTLE_HELLO = 2_000;

/**
 * Takes what the connection brings. Before the session is welcome it is held; and what a plain client still sends while
 * nothing may be said is held too, as it came: that weighs least. The word that no more comes lets all of it be said.
 */
export function takeInput(state: SessionState, input: Input): SessionStep {
  if (state.phase === "entering" || (mayNotSay(state) && input.type === "bytes")) {
    return { state: { ...state, held: [...state.held, input] }, effects: [] };
  }
  if (input.type !== "bytes" && state.held.length + state.unsaid.length > 0) {
    const step = goOn(state);
    return followed(step, takeInput(step.state, input));
  }
  // It has said that it has said all: what a read under way still brings comes too late to be accepted.
  if (state.phase !== "talking") return { state, effects: [] };
  switch (input.type) {
    case "bytes":
      return takeBytes(state, input.bytes);
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

/** Whether it is a plain client whose lines have to wait. */
function mayNotSay({ paused, reads }: SessionState): boolean {
  return paused && reads === "plain";
}

/** Takes what was held, in order. */
export function takeHeld(before: SessionState): SessionStep {
  let step: SessionStep = { state: { ...before, held: [] }, effects: [] };
  for (const input of before.held) step = followed(step, takeInput(step.state, input));
  return step;
}

/** Nobody is waited for any more: says what was not said meanwhile. */
export function goOn(before: SessionState): SessionStep {
  const step = sayHeldBack({ ...before, paused: false });
  return followed(step, takeHeld(step.state));
}

/** Takes the unended line of a plain client as a whole message. */
export function takeSettled(state: SessionState): SessionStep {
  if (state.reads === "framed" || state.phase !== "talking") return { state, effects: [] };
  return say(readPlainRest(state));
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
  const { state: read, messages, answer: text, end } = readFrames(before, bytes);
  const answers = text === "" ? [] : [answer(read, text)];
  if (read.paused && end === null) {
    const { state, effects } = holdBack(read, messages, bytes.length);
    return { state, effects: [...effects, ...answers] };
  }
  // Whoever leaves has said before what was held back.
  const { state, effects: said } = sayHeldBack(read);
  const effects = [...said];
  for (const message of messages) effects.push(...toRoom(state, message));
  effects.push(...answers, consumed(state, bytes.length));
  if (end === null) return { state, effects };
  if (end === "leave") return leave(state, "quit", effects);
  return followed({ state, effects }, leaveWrong(state));
}

/** The client has been wrong too often. */
export function leaveWrong(state: SessionState): SessionStep {
  const { language } = state.init;
  return leave(state, "kicked", [
    answer(state, farewell("errors", { dialect: "framed", language })),
  ]);
}

/** What a plain client's input comes to. */
function say({ state, texts: said, tooLong, end }: PlainInput): SessionStep {
  const { session, language } = state.init;
  const effects: SessionEffect[] = [];
  if (said.length > 0) {
    const lines = said.join("\n") + "\n";
    const [count, size] = [said.length, utf8Length(lines)];
    effects.push(...toRoom(state, { type: "sayLines", session, lines, count, bytes: size }));
  }
  if (tooLong > 0) {
    const text = texts[language].wire.tooLong(MAX_LINE_BYTES) + "\n";
    effects.push(answer(state, text.repeat(tooLong)));
  }
  if (end === null) return { state, effects };
  switch (end.type) {
    case "goodbye":
      return leave(state, "quit", effects);
    case "http":
      effects.push(send(state.init.greeter, { type: "browser", host: state.init.host }));
      return leave(state, "quit", [...effects, answer(state, lateAnswer(language))]);
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
