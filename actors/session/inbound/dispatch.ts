/**
 * Passes a client's input to the reader of its dialect, and turns what it read into effects. Input
 * that cannot be used yet is held here.
 *
 * @module
 */

import { assertNever } from "../../encoding/assert_never.ts";
import { emptyLines, takeRest } from "../../encoding/line_decoder.ts";
import { utf8Length } from "../../encoding/utf8.ts";
import { texts } from "../../languages/languages.ts";
import type { RoomMessage } from "../../messages/room.ts";
import { MAX_LINE_BYTES } from "../../protocol/limits.ts";
import { send } from "../../runtime/state_machine.ts";
import { lateRequestResponse } from "../http_refusal.ts";
import { renderClosing } from "../refusals.ts";
import { readFrames } from "./framed_reader.ts";
import { handleLateHello } from "./late_hello.ts";
import { deferMessages, sendDeferred } from "./paused_sender.ts";
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

/** Milliseconds of silence after which an unended line of a plain client counts as complete. */
const LINE_TIMEOUT = 30;

/**
 * The same for a line that may be a hello in pieces. No person begins a text with `{`, and a slow
 * network may take its time.
 */
const HELLO_TIMEOUT = 2_000;

/**
 * Handles input from the connection. The session holds it until the client has a seat; it also
 * holds a plain client's bytes while the room is paused, since unread bytes need the least memory.
 * The end of the input releases all of it.
 */
export function handleInput(state: SessionState, input: Input): SessionStep {
  if (state.phase === "entering" || (mustWait(state) && input.type === "bytes")) {
    return { state: { ...state, heldInput: [...state.heldInput, input] }, effects: [] };
  }
  if (input.type !== "bytes" && state.heldInput.length + state.deferred.length > 0) {
    const step = resume(state);
    return concatSteps(step, handleInput(step.state, input));
  }
  // The session has told the room that it is done. Bytes of a read under way come too late.
  if (state.phase !== "talking") return { state, effects: [] };
  switch (input.type) {
    case "bytes":
      return handleBytes(state, input.bytes);
    case "ended": {
      const step = handleUnendedLine(state);
      if (step.state.phase !== "talking") return step;
      // A plain client says goodbye by closing. A framed client would have sent `leave`.
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

function mustWait({ paused, dialect }: SessionState): boolean {
  return paused && dialect === "plain";
}

/** Handles the held input, in order. */
export function handleHeld(before: SessionState): SessionStep {
  let step: SessionStep = { state: { ...before, heldInput: [] }, effects: [] };
  for (const input of before.heldInput) step = concatSteps(step, handleInput(step.state, input));
  return step;
}

/** The room is no longer paused: sends the deferred messages and handles the held input. */
export function resume(before: SessionState): SessionStep {
  const step = sendDeferred({ ...before, paused: false });
  return concatSteps(step, handleHeld(step.state));
}

/** Treats a plain client's unended line as a complete one. */
export function handleUnendedLine(state: SessionState): SessionStep {
  if (state.dialect === "framed" || state.phase !== "talking") return { state, effects: [] };
  return handlePlain(readPlainRest(state));
}

function handleBytes(state: SessionState, bytes: Uint8Array): SessionStep {
  if (state.dialect === "framed") return handleFrames(state, bytes);
  const input = readPlain(state, bytes);
  // The bytes after a late hello are consumed once they are read as frames.
  const later = input.end?.type === "hello" ? input.end.rest.length : 0;
  const step = handlePlain(input);
  // `consumed` comes first, since nothing follows an exit.
  const effects = [consumed(state, bytes.length - later), ...step.effects];
  return { state: step.state, effects: [...effects, ...setLineTimer(state, step)] };
}

function handleFrames(before: SessionState, bytes: Uint8Array): SessionStep {
  const { state: read, messages, replies: text, end } = readFrames(before, bytes);
  const replies = text === "" ? [] : [writeToClient(read, text)];
  if (read.paused && end === null) {
    const { state, effects } = deferMessages(read, messages, bytes.length);
    return { state, effects: [...effects, ...replies] };
  }
  // A client that leaves said the deferred texts before that.
  const { state, effects: deferred } = sendDeferred(read);
  const effects = [...deferred];
  for (const message of messages) effects.push(...sendToRoom(state, message));
  effects.push(...replies, consumed(state, bytes.length));
  if (end === null) return { state, effects };
  if (end === "leave") return leaveRoom(state, "quit", effects);
  return concatSteps({ state, effects }, closeForErrors(state));
}

/** Closes the connection of a client that made too many errors. */
export function closeForErrors(state: SessionState): SessionStep {
  const { language } = state.init;
  return leaveRoom(state, "kicked", [
    writeToClient(state, renderClosing("errors", { dialect: "framed", language })),
  ]);
}

function handlePlain({ state, texts: said, tooLong, end }: PlainInput): SessionStep {
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

/** Starts or stops the timer for an unended line. */
function setLineTimer(before: SessionState, { state }: SessionStep): readonly SessionEffect[] {
  if (state.phase !== "talking" || before.endsLines) return [];
  if (state.endsLines || state.lines === emptyLines) return [{ type: "cancel", timer: "line" }];
  const mayBeHello = state.atFirstLine && takeRest(state.lines).line?.toString().startsWith("{");
  const ms = mayBeHello ? HELLO_TIMEOUT : LINE_TIMEOUT;
  return [{ type: "after", timer: "line", ms, message: { type: "lineTimeout" } }];
}
