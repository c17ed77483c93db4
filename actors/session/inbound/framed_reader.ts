/**
 * Reads a framed client's bytes: messages to its room, and frames in reply.
 *
 * @module
 */

import type { PersonName } from "../../messages/events.ts";
import type { RoomMessage } from "../../messages/room.ts";
import { decodeClientFrame, encodeFrame } from "../../protocol/frame_codec.ts";
import type { ClientFrame, ErrorCode } from "../../protocol/frames.ts";
import { errorFrame } from "../refusals.ts";
import { MAX_FRAME_BYTES, MAX_FRAME_ERRORS } from "../../protocol/limits.ts";
import { decodeLines, type Line, TOO_LONG } from "../../encoding/line_decoder.ts";
import { toTextBatch } from "../../encoding/text_batch.ts";
import { utf8Length } from "../../encoding/utf8.ts";
import { parseName } from "../../protocol/names.ts";
import { cleanText } from "../../encoding/sanitize.ts";
import { assertNever } from "../../encoding/assert_never.ts";
import type { SessionState } from "./session_state.ts";

/** The meaning of some bytes of a framed client. */
export interface FramedInput {
  readonly state: SessionState;
  /** Messages to the room, in order. Consecutive texts are one message. */
  readonly messages: readonly RoomMessage[];
  /** Frames to the client itself. */
  readonly replies: string;
  /** The client leaves, or has made too many errors. Nothing after that is read. */
  readonly end: "leave" | "errors" | null;
}

/** Reads the frames in the next bytes of a framed client. */
export function readFrames(before: SessionState, bytes: Uint8Array): FramedInput {
  // MAX_FRAME_BYTES counts the newline; decodeLines does not.
  const { state: rest, lines } = decodeLines(before.lines, bytes, MAX_FRAME_BYTES - 1);
  const reader = new FrameReader({ ...before, lines: rest });
  for (const line of lines) {
    if (reader.end !== null) break;
    reader.read(line);
  }
  return reader.finish();
}

/**
 * Counts an error of the client. `text` reports it, and `end` says whether it was the last one
 * allowed.
 */
export function countError(
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

/** Collects the meaning of the frames of one read. */
class FrameReader {
  end: FramedInput["end"] = null;
  #state: SessionState;
  #answer = "";
  readonly #messages: RoomMessage[] = [];
  /** Consecutive `say` frames, which become one message to the room. */
  #ids: string[] = [];
  #texts: string[] = [];

  constructor(state: SessionState) {
    this.#state = state;
  }

  read(line: Line): void {
    if (line === TOO_LONG) return this.#fail("too_long");
    if (line.trim() === "") return;
    const decoded = decodeClientFrame(line);
    if (decoded.ok) this.#take(decoded.frame);
    else this.#fail(decoded.code, decoded.id);
  }

  finish(): FramedInput {
    this.#endRun();
    return { state: this.#state, messages: this.#messages, replies: this.#answer, end: this.end };
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
        // The brand says that `parseName` has checked it.
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
    // The room gets no empty text, but the client must not wait for `accepted` forever.
    if (text.trim() === "") return this.#fail("bad_frame", id);
    this.#ids.push(id);
    this.#texts.push(text);
  }

  #fail(code: ErrorCode, id?: string): void {
    const { state, text, end } = countError(this.#state, code, id);
    this.#state = state;
    this.#answer += text;
    if (end) this.end = "errors";
  }

  #toRoom(message: RoomMessage): void {
    this.#endRun();
    this.#messages.push(message);
  }

  #endRun(): void {
    const count = this.#texts.length;
    if (count === 0) return;
    const { session } = this.#state.init;
    const [ids, texts] = [toTextBatch(this.#ids), toTextBatch(this.#texts)];
    // Separators are one byte each.
    const bytes = utf8Length(texts) - (count - 1);
    this.#messages.push({ type: "say", session, ids, texts, count, bytes });
    this.#ids = [];
    this.#texts = [];
  }
}
