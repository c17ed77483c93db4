/**
 * Frames as WebSocket messages. A message has one frame, as a line has over TCP.
 *
 * @module
 */

import { NEWLINE } from "../../actors/encoding/ascii.ts";
import { MAX_FRAME_BYTES } from "../../actors/protocol/limits.ts";
import { fitsUtf8 } from "../../actors/encoding/utf8.ts";
import { concatenate } from "../../actors/encoding/bytes.ts";

/** Why the server closes a WebSocket (RFC 6455, section 7.4.1). */
export type CloseCode =
  /** A normal end. */
  | 1000
  /** The message was not text. */
  | 1003
  /** The text was not one line. */
  | 1007
  /** The text was too long for a frame. */
  | 1009;

/** The reasons sent with the codes, for authors of clients. */
export const CLOSE_REASONS: Readonly<Record<CloseCode, string>> = {
  1000: "",
  1003: "Send text, not bytes.",
  1007: "Send one frame a message, without newlines.",
  1009: `Send frames of at most ${MAX_FRAME_BYTES} bytes.`,
};

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Turns a message into the line that it would be over TCP.
 *
 * @param data The message, as a WebSocket has it.
 * @returns The line with its newline, or the code to close the WebSocket with.
 */
export function lineOf(data: unknown): Uint8Array | Exclude<CloseCode, 1000> {
  if (typeof data !== "string") return 1003;
  // The bound includes the newline.
  if (!fitsUtf8(data, MAX_FRAME_BYTES - 1)) return 1009;
  return data.includes("\n") ? 1007 : encoder.encode(data + "\n");
}

/** Messages, and the beginning of a line that has not ended. */
export interface Messages {
  readonly messages: readonly string[];
  readonly rest: Uint8Array;
}

/** Splits bytes at the ends of lines. `rest` is what was left over before them. */
export function messagesOf(rest: Uint8Array, bytes: Uint8Array): Messages {
  const last = bytes.lastIndexOf(NEWLINE);
  if (last === -1) return { messages: [], rest: concatenate([rest, bytes]) };
  const whole = decoder.decode(concatenate([rest, bytes.subarray(0, last)]));
  return { messages: whole.split("\n"), rest: bytes.slice(last + 1) };
}
