/**
 * What a framed client's bytes mean: messages to its room and frames in answer.
 *
 * @module
 */

import type { PersonName } from "../../messages/events.ts";
import type { RoomMessage } from "../../messages/messages.ts";
import { decodeClientFrame, encodeFrame } from "../../protocol/frame_codec.ts";
import type { ClientFrame, ErrorCode } from "../../protocol/frames.ts";
import { errorFrame } from "../refusals.ts";
import { MAX_FRAME_BYTES, MAX_FRAME_ERRORS } from "../../protocol/limits.ts";
import { decodeLines, emptyLines, type Line, TOO_LONG } from "../../encoding/line_decoder.ts";
import { parseName } from "../../protocol/names.ts";
import { cleanText } from "../../encoding/sanitize.ts";
import { assertNever } from "../../encoding/assert_never.ts";
import { CommonSays } from "./say_scanner.ts";
import type { SessionState } from "./session_state.ts";

/** What some bytes of a framed client turned out to be. */
export interface FramedInput {
  readonly state: SessionState;
  /** For the room, in order; what was said in one run comes in one message. */
  readonly messages: readonly RoomMessage[];
  /** Frames for the client itself. */
  readonly answer: string;
  /** Whether it says goodbye, or has been wrong too often; nothing after that is read. */
  readonly end: "leave" | "errors" | null;
}

const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** What one read says: there is one read at a time. */
const says = new CommonSays();

/** Takes in the next bytes of a framed client. */
export function readFrames(before: SessionState, bytes: Uint8Array): FramedInput {
  const reading = new Reading(before);
  let at = 0;
  while (at < bytes.length && reading.end === null) at = reading.read(bytes, at);
  return reading.finish();
}

/** The client was wrong: what it is told, and whether it has been so too often. */
export function failed(
  before: SessionState,
  code: ErrorCode,
  id?: string,
): { readonly state: SessionState; readonly text: string; readonly end: boolean } {
  const errors = before.errors + 1;
  return {
    state: { ...before, errors },
    text: errorFrame(code, before.init.language, id),
    end: errors >= MAX_FRAME_ERRORS,
  };
}

/** What is gathered while the lines of one read are gone through. */
class Reading {
  end: FramedInput["end"] = null;
  #state: SessionState;
  #answer = "";
  readonly #messages: RoomMessage[] = [];

  constructor(state: SessionState) {
    this.#state = state;
    says.clear();
  }

  /** Reads the line that goes on here, as far as it has come; returns where the next begins. */
  read(bytes: Uint8Array, at: number): number {
    if (this.#state.lines === emptyLines) {
      if (bytes[at] === NEWLINE) return at + 1;
      if (bytes[at] === RETURN && bytes[at + 1] === NEWLINE) return at + 2;
      const next = says.read(bytes, at);
      if (next !== -1) return next;
    }
    const newline = bytes.indexOf(NEWLINE, at);
    const end = newline === -1 ? bytes.length : newline + 1;
    // The bound is on the line with its newline.
    const bound = MAX_FRAME_BYTES - 1;
    const { state, lines } = decodeLines(this.#state.lines, bytes.subarray(at, end), bound);
    if (state !== this.#state.lines) this.#state = { ...this.#state, lines: state };
    lines.forEach((line) => this.#readLine(line));
    return end;
  }

  finish(): FramedInput {
    this.#endRun();
    return { state: this.#state, messages: this.#messages, answer: this.#answer, end: this.end };
  }

  #readLine(line: Line): void {
    if (line === TOO_LONG) return this.#fail("too_long");
    if (line.trim() === "") return;
    const decoded = decodeClientFrame(line);
    if (decoded.ok) this.#take(decoded.frame);
    else this.#fail(decoded.code, decoded.id);
  }

  #take(frame: ClientFrame): void {
    const { session } = this.#state.init;
    switch (frame.type) {
      case "say":
        return this.#say(frame.id, cleanText(frame.text));
      case "ack":
      case "read":
        return this.#toRoom({ type: frame.type, session, seq: frame.seq });
      case "typing":
        return this.#toRoom({ type: "typing", session, active: frame.active });
      case "rename": {
        const name = parseName(frame.name);
        if (name === undefined) return this.#fail("invalid_name");
        // `parseName` has just checked it.
        return this.#toRoom({ type: "rename", session, name: name as PersonName });
      }
      case "ping":
        this.#answer += encodeFrame({ type: "pong", n: frame.n });
        return;
      case "pong":
        return;
      case "leave":
        this.end = "leave";
        return;
      case "hello":
        return this.#fail("duplicate_hello");
      default:
        assertNever(frame);
    }
  }

  #say(id: string, text: string): void {
    // Nothing to show is nothing to say; but whoever waits for its `accepted` has to hear of it.
    if (text.trim() === "") return this.#fail("bad_frame", id);
    says.add(id, text);
  }

  #fail(code: ErrorCode, id?: string): void {
    const { state, text, end } = failed(this.#state, code, id);
    this.#state = state;
    this.#answer += text;
    if (end) this.end = "errors";
  }

  #toRoom(message: RoomMessage): void {
    this.#endRun();
    this.#messages.push(message);
  }

  #endRun(): void {
    const said = says.take();
    if (said === undefined) return;
    this.#messages.push({ type: "say", session: this.#state.init.session, ...said });
  }
}
