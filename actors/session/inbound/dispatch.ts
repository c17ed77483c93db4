/**
 * What a session does with what its client sends.
 *
 * @module
 */

import type { RoomMessage } from "../../messages/messages.ts";
import { lateRequestResponse } from "../http_refusal.ts";
import { MAX_LINE_BYTES } from "../../protocol/limits.ts";
import { emptyLines, takeRest } from "../../encoding/line_decoder.ts";
import { renderClosing } from "../refusals.ts";
import { texts } from "../../languages/languages.ts";
import { utf8Length } from "../../encoding/utf8.ts";
import { assertNever } from "../../encoding/assert_never.ts";
import { send } from "../../runtime/state_machine.ts";
import { readFrames } from "./framed_reader.ts";
import { deferMessages, sendDeferred } from "./paused_sender.ts";
import { handleLateHello } from "./late_hello.ts";
import { type PlainInput, readPlain, readPlainRest } from "./plain_reader.ts";
import {
  concatSteps,
  consumed,
  type Input,
  leaveRoom,
  sendToRoom,
  type SessionEffect,
  type SessionState,
  type SessionStep,
  writeToClient,
} from "./session_state.ts";

/** Milliseconds without more bytes after which the message of a client that ends no lines is complete. */
export const LINE_TIMEOUT = 30;

/** The same where it may be a hello in pieces: no person begins with `{`, and a slow line takes its time. */
export const HELLO_TIMEOUT = 2_000;

/**
 * Takes what the connection brings. Before the session is welcome it is held; and what a plain client still sends while
 * nothing may be said is held too, as it came: that weighs least. The word that no more comes lets all of it be said.
 */
export function handleInput(state: SessionState, input: Input): SessionStep {
  if (state.phase === "entering" || (mustWait(state) && input.type === "bytes")) {
    return { state: { ...state, heldInput: [...state.heldInput, input] }, effects: [] };
  }
  if (input.type !== "bytes" && state.heldInput.length + state.deferred.length > 0) {
    const step = resumeInput(state);
    return concatSteps(step, handleInput(step.state, input));
  }
  // It has said that it has said all: what a read under way still brings comes too late to be accepted.
  if (state.phase !== "talking") return { state, effects: [] };
  switch (input.type) {
    case "bytes":
      return handleBytes(state, input.bytes);
    case "ended": {
      const step = handleUnendedLine(state);
      if (step.state.phase !== "talking") return step;
      // A plain client has no other word for goodbye than to end; a framed one has, and did not use it.
      const lost = input.lost || state.dialect === "framed";
      return concatSteps(step, leaveRoom(step.state, lost ? "lost" : "quit"));
    }
    case "closing": {
      const step = handleUnendedLine(state);
      if (step.state.phase !== "talking") return step;
      const { session } = state.init;
      const close: RoomMessage = { type: "close", session, reason: input.reason };
      return concatSteps(step, {
        state: { ...step.state, phase: "closing" },
        effects: sendToRoom(state, close),
      });
    }
    default:
      assertNever(input);
  }
}

/** Whether it is a plain client whose lines have to wait. */
function mustWait({ paused, dialect: reads }: SessionState): boolean {
  return paused && reads === "plain";
}

/** Takes what was held, in order. */
export function handleHeld(before: SessionState): SessionStep {
  let step: SessionStep = { state: { ...before, heldInput: [] }, effects: [] };
  for (const input of before.heldInput) step = concatSteps(step, handleInput(step.state, input));
  return step;
}

/** Nobody is waited for any more: says what was not said meanwhile. */
export function resumeInput(before: SessionState): SessionStep {
  const step = sendDeferred({ ...before, paused: false });
  return concatSteps(step, handleHeld(step.state));
}

/** Takes the unended line of a plain client as a whole message. */
export function handleUnendedLine(state: SessionState): SessionStep {
  if (state.dialect === "framed" || state.phase !== "talking") return { state, effects: [] };
  return sendInput(readPlainRest(state));
}

function handleBytes(state: SessionState, bytes: Uint8Array): SessionStep {
  if (state.dialect === "framed") return handleFrames(state, bytes);
  const input = readPlain(state, bytes);
  // What comes after a late hello is dealt with once it is read as frames.
  const later = input.end?.type === "hello" ? input.end.rest.length : 0;
  const step = sendInput(input);
  // First: an exit among the others is the last thing that is done.
  const effects = [consumed(state, bytes.length - later), ...step.effects];
  return { state: step.state, effects: [...effects, ...setLineTimer(state, step)] };
}

function handleFrames(before: SessionState, bytes: Uint8Array): SessionStep {
  const { state: read, messages, replies: text, end } = readFrames(before, bytes);
  const answers = text === "" ? [] : [writeToClient(read, text)];
  if (read.paused && end === null) {
    const { state, effects } = deferMessages(read, messages, bytes.length);
    return { state, effects: [...effects, ...answers] };
  }
  // Whoever leaves has said before what was held back.
  const { state, effects: said } = sendDeferred(read);
  const effects = [...said];
  for (const message of messages) effects.push(...sendToRoom(state, message));
  effects.push(...answers, consumed(state, bytes.length));
  if (end === null) return { state, effects };
  if (end === "leave") return leaveRoom(state, "quit", effects);
  return concatSteps({ state, effects }, closeForErrors(state));
}

/** The client has been wrong too often. */
export function closeForErrors(state: SessionState): SessionStep {
  const { language } = state.init;
  return leaveRoom(state, "kicked", [
    writeToClient(state, renderClosing("errors", { dialect: "framed", language })),
  ]);
}

/** What a plain client's input comes to. */
function sendInput({ state, texts: said, tooLong, end }: PlainInput): SessionStep {
  const { session, language } = state.init;
  const effects: SessionEffect[] = [];
  if (said.length > 0) {
    const lines = said.join("\n") + "\n";
    const [count, size] = [said.length, utf8Length(lines)];
    effects.push(...sendToRoom(state, { type: "sayLines", session, lines, count, bytes: size }));
  }
  if (tooLong > 0) {
    const text = texts[language].wire.tooLong(MAX_LINE_BYTES) + "\n";
    effects.push(writeToClient(state, text.repeat(tooLong)));
  }
  if (end === null) return { state, effects };
  switch (end.type) {
    case "goodbye":
      return leaveRoom(state, "quit", effects);
    case "http":
      effects.push(send(state.init.greeter, { type: "browser", ip: state.init.ip }));
      return leaveRoom(state, "quit", [
        ...effects,
        writeToClient(state, lateRequestResponse(language)),
      ]);
    case "hello":
      return concatSteps({ state, effects }, handleLateHello(state, end.line, end.rest));
    default:
      assertNever(end);
  }
}

/** Starts, or stops, waiting for the rest of a message that has no end. */
function setLineTimer(before: SessionState, { state }: SessionStep): readonly SessionEffect[] {
  if (state.phase !== "talking" || before.endsLines) return [];
  if (state.endsLines || state.lines === emptyLines) return [{ type: "cancel", timer: "line" }];
  const mayBeHello = state.atFirstLine && takeRest(state.lines).line?.toString().startsWith("{");
  const ms = mayBeHello ? HELLO_TIMEOUT : LINE_TIMEOUT;
  return [{ type: "after", timer: "line", ms, message: { type: "lineTimeout" } }];
}
