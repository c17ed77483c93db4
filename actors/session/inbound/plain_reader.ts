/**
 * Reads a plain client's bytes: texts, a goodbye, or a late hello or HTTP request as the first
 * line.
 *
 * @module
 */

import { NEWLINE } from "../../encoding/ascii.ts";
import {
  decodeLines,
  emptyLines,
  type Line,
  takeRest,
  TOO_LONG,
} from "../../encoding/line_decoder.ts";
import { cleanLine } from "../../encoding/sanitize.ts";
import { MAX_LINE_BYTES } from "../../protocol/limits.ts";
import { isGoodbye } from "../../protocol/plain_text.ts";
import { classifyLine, mayBecomeHello } from "../../protocol/protocol_detection.ts";
import { dropTelnet } from "../../protocol/telnet.ts";
import type { SessionState } from "./session_state.ts";

/** The meaning of some bytes of a plain client. */
export interface PlainInput {
  readonly state: SessionState;
  /** Its texts, cleaned. */
  readonly texts: readonly string[];
  /** How many lines were too long. */
  readonly tooLong: number;
  /** What ended the plain dialect, after `texts`; `null` if it goes on. */
  readonly end: PlainEnd | null;
}

/** What can end the plain dialect. */
export type PlainEnd =
  | { readonly type: "goodbye" }
  | { readonly type: "http" }
  /** The client speaks frames after all. `rest` is what came after its hello. */
  | { readonly type: "hello"; readonly line: string; readonly rest: Uint8Array };

/** Reads the next bytes of a plain client. */
export function readPlain(before: SessionState, bytes: Uint8Array): PlainInput {
  const { state: telnet, bytes: chunk } = dropTelnet(before.telnet, bytes);
  const state: SessionState = { ...before, telnet };
  const newline = state.atFirstLine ? chunk.indexOf(NEWLINE) : -1;
  if (newline === -1) return readLines(state, chunk);

  // The first line is read alone, since the bytes after it may be frames.
  const rest = chunk.subarray(newline + 1);
  const [first] = decodeLines(state.lines, chunk.subarray(0, newline + 1), MAX_LINE_BYTES).lines;
  if (typeof first !== "string") return readLines({ ...state, atFirstLine: false }, chunk);
  const known: SessionState = { ...state, lines: emptyLines, atFirstLine: false, endsLines: true };
  switch (classifyLine(first)) {
    case "hello":
      return { state: known, texts: [], tooLong: 0, end: { type: "hello", line: first, rest } };
    case "http":
      return { state: known, texts: [], tooLong: 0, end: { type: "http" } };
    case "text":
      return readLines({ ...state, atFirstLine: false }, chunk);
  }
}

/**
 * Reads an unended line as a whole one: its client does not end lines, or has sent its last byte.
 */
export function readPlainRest(before: SessionState): PlainInput {
  const { state: lines, line } = takeRest(before.lines);
  // The start of a hello may contain a token, so it never becomes a text. The rest may follow.
  if (before.atFirstLine && typeof line === "string" && mayBecomeHello(line)) {
    return readTexts(before, []);
  }
  const atFirstLine = before.atFirstLine && line === undefined;
  return readTexts({ ...before, lines, atFirstLine }, line === undefined ? [] : [line]);
}

function readLines(state: SessionState, chunk: Uint8Array): PlainInput {
  const decoded = decodeLines(state.lines, chunk, MAX_LINE_BYTES);
  const endsLines = state.endsLines || chunk.includes(NEWLINE);
  return readTexts({ ...state, lines: decoded.state, endsLines }, decoded.lines);
}

function readTexts(state: SessionState, lines: readonly Line[]): PlainInput {
  const texts: string[] = [];
  let tooLong = 0;
  for (const line of lines) {
    if (line === TOO_LONG) {
      tooLong++;
      continue;
    }
    const text = cleanLine(line);
    if (isGoodbye(text)) return { state, texts, tooLong, end: { type: "goodbye" } };
    if (text !== "") texts.push(text);
  }
  return { state, texts, tooLong, end: null };
}
