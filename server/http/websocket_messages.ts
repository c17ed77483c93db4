/**
 * Frames as WebSocket messages: one a message, where TCP has one a line.
 *
 * @module
 */

import { NEWLINE } from "../../actors/encoding/ascii.ts";
import { MAX_FRAME_BYTES } from "../../actors/protocol/limits.ts";
import { fitsUtf8 } from "../../actors/encoding/utf8.ts";
import { concatenate } from "../../actors/encoding/bytes.ts";

/** Why a WebSocket is closed from here (RFC 6455, section 7.4.1). */
export type CloseCode =
  /** All is said. */
  | 1000
  /** Something other than text. */
  | 1003
  /** Text that is not one line. */
  | 1007
  /** More than a frame may have. */
  | 1009;

/** What is told with it, to whoever writes clients. */
export const CLOSE_REASONS: Readonly<Record<CloseCode, string>> = {
  1000: "",
  1003: "Send text, not bytes.",
  1007: "Send one frame a message, without newlines.",
  1009: `Send frames of at most ${MAX_FRAME_BYTES} bytes.`,
};

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * A message as the line that it would be over TCP.
 *
 * @param data What a WebSocket gives.
 * @returns The line with its newline, or why the connection is to be closed.
 */
export function lineOf(data: unknown): Uint8Array | Exclude<CloseCode, 1000> {
  if (typeof data !== "string") return 1003;
  // The bound is on the line with its newline.
  if (!fitsUtf8(data, MAX_FRAME_BYTES - 1)) return 1009;
  return data.includes("\n") ? 1007 : encoder.encode(data + "\n");
}

/** Lines as messages, and what has come of a line that has not ended. */
export interface Messages {
  readonly messages: readonly string[];
  readonly rest: Uint8Array;
}

/** Takes bytes that are to be written apart at the ends of lines; `rest` is what was left over before them. */
export function messagesOf(rest: Uint8Array, bytes: Uint8Array): Messages {
  const last = bytes.lastIndexOf(NEWLINE);
  if (last === -1) return { messages: [], rest: concatenate([rest, bytes]) };
  const whole = decoder.decode(concatenate([rest, bytes.subarray(0, last)]));
  return { messages: whole.split("\n"), rest: bytes.slice(last + 1) };
}
