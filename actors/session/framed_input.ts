/**
 * What a framed client's bytes mean: messages to its room and frames in answer.
 *
 * @module
 */

import { toColumn } from "../column.ts";
import type { PersonName } from "../facts.ts";
import type { RoomMessage } from "../messages.ts";
import { decodeClientFrame, encodeFrame } from "../protocol/framed.ts";
import type { ClientFrame, ErrorCode } from "../protocol/frames.ts";
import { errorFrame } from "../protocol/last_words.ts";
import { MAX_FRAME_BYTES, MAX_FRAME_ERRORS } from "../protocol/limits.ts";
import { decodeLines, type Line, TOO_LONG } from "../protocol/line_decoder.ts";
import { readCommonSay } from "../protocol/many_frames.ts";
import { parseName } from "../protocol/names.ts";
import { cleanText } from "../protocol/sanitize.ts";
import { utf8Length } from "../protocol/utf8_length.ts";
import { assertNever } from "../runtime/actor.ts";
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

/** A run of `say`s, while it is collected. */
interface Run {
  readonly ids: string[];
  readonly texts: string[];
}

/** Takes in the next bytes of a framed client. */
export function readFrames(before: SessionState, bytes: Uint8Array): FramedInput {
  // The bound is on the line with its newline.
  const { state: lines, lines: read } = decodeLines(before.lines, bytes, MAX_FRAME_BYTES - 1);
  const reading = new Reading({ ...before, lines });
  for (const line of read) {
    reading.read(line);
    if (reading.end !== null) break;
  }
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
  #run: Run = { ids: [], texts: [] };
  readonly #messages: RoomMessage[] = [];

  constructor(state: SessionState) {
    this.#state = state;
  }

  read(line: Line): void {
    if (line === TOO_LONG) return this.#fail("too_long");
    const common = readCommonSay(line);
    if (common !== undefined) return this.#say(common.id, common.text);
    if (line.trim() === "") return;
    const decoded = decodeClientFrame(line);
    if (decoded.ok) this.#take(decoded.frame);
    else this.#fail(decoded.code, decoded.id);
  }

  finish(): FramedInput {
    this.#endRun();
    return { state: this.#state, messages: this.#messages, answer: this.#answer, end: this.end };
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
    this.#run.ids.push(id);
    this.#run.texts.push(text);
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
    const { ids, texts } = this.#run;
    const count = texts.length;
    if (count === 0) return;
    const column = toColumn(texts);
    this.#messages.push({
      type: "say",
      session: this.#state.init.session,
      ids: toColumn(ids),
      texts: column,
      count,
      // Between the texts a column has a byte that is none of theirs.
      bytes: utf8Length(column) - (count - 1),
    });
    this.#run = { ids: [], texts: [] };
  }
}
