/**
 * What a plain client's bytes mean: lines to say, goodbye, or a late hello or HTTP request as its first line.
 *
 * @module
 */

import { NEWLINE } from "../../encoding/ascii.ts";
import { classifyLine, mayBecomeHello } from "../../protocol/protocol_detection.ts";
import { MAX_LINE_BYTES } from "../../protocol/limits.ts";
import {
  decodeLines,
  emptyLines,
  type Line,
  takeRest,
  TOO_LONG,
} from "../../encoding/line_decoder.ts";
import { isGoodbye } from "../../protocol/plain_text.ts";
import { cleanLine } from "../../encoding/sanitize.ts";
import { dropTelnet } from "../../protocol/telnet.ts";
import type { SessionState } from "./session_state.ts";

/** What some bytes of a plain client turned out to be. */
export interface PlainInput {
  readonly state: SessionState;
  /** What it says, cleaned. */
  readonly texts: readonly string[];
  /** Lines that were too long to be said. */
  readonly tooLong: number;
  /** What ends the plain talk, after `texts`. */
  readonly end: PlainEnd | null;
}

/** What makes a plain client be none any more. */
export type PlainEnd =
  | { readonly type: "goodbye" }
  | { readonly type: "http" }
  /** It speaks frames after all; `rest` is what came after its hello. */
  | { readonly type: "hello"; readonly line: string; readonly rest: Uint8Array };

/** Takes in the next bytes of a plain client. */
export function readPlain(before: SessionState, bytes: Uint8Array): PlainInput {
  const { state: telnet, bytes: chunk } = dropTelnet(before.telnet, bytes);
  const state: SessionState = { ...before, telnet };
  const newline = state.atFirstLine ? chunk.indexOf(NEWLINE) : -1;
  if (newline === -1) return readLines(state, chunk);

  // The first line alone: what follows it may be in another dialect.
  const rest = chunk.subarray(newline + 1);
  const first = decodeLines(state.lines, chunk.subarray(0, newline + 1), MAX_LINE_BYTES).lines;
  const kind = typeof first[0] === "string" ? classifyLine(first[0]) : "text";
  const known: SessionState = { ...state, lines: emptyLines, atFirstLine: false, endsLines: true };
  if (kind === "hello") {
    const end: PlainEnd = { type: "hello", line: String(first[0]), rest };
    return { state: known, texts: [], tooLong: 0, end };
  }
  if (kind === "http") return { state: known, texts: [], tooLong: 0, end: { type: "http" } };
  return readLines({ ...state, atFirstLine: false }, chunk);
}

/** Takes what has come of a line as a whole one: its client sends no line endings, or nothing more at all. */
export function readPlainRest(before: SessionState): PlainInput {
  const { state: lines, line } = takeRest(before.lines);
  // A piece of a hello is for nobody's eyes: there is a token in it. The rest may be on its way.
  if (before.atFirstLine && typeof line === "string" && mayBecomeHello(line)) {
    return sortOut(before, []);
  }
  const state: SessionState = {
    ...before,
    lines,
    atFirstLine: before.atFirstLine && line === undefined,
  };
  return sortOut(state, line === undefined ? [] : [line]);
}

function readLines(state: SessionState, chunk: Uint8Array): PlainInput {
  const decoded = decodeLines(state.lines, chunk, MAX_LINE_BYTES);
  const endsLines = state.endsLines || chunk.includes(NEWLINE);
  return sortOut({ ...state, lines: decoded.state, endsLines }, decoded.lines);
}

function sortOut(state: SessionState, lines: readonly Line[]): PlainInput {
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
