/**
 * The only place that turns frames into lines of JSON and back. It checks the fields and bounds of
 * each frame. It must not know rooms or seats, and it does not clean what people wrote: the session
 * does.
 *
 * Decoding returns a value for any line, and never throws.
 *
 * @module
 */

import {
  type ClientFrame,
  clientFrames,
  type FrameOf,
  type Hello,
  PROTOCOL_VERSION,
  type RefusalReason,
  sayId,
  type ServerFrame,
  serverFrames,
} from "./frames.ts";
import { type Fields, parseObject, readFields } from "../encoding/json.ts";
import { countLines } from "../encoding/line_count.ts";
import { MAX_TEXT_BYTES, MAX_TEXT_LINES } from "./limits.ts";
import { parseName, parseRoomName } from "./names.ts";
import { fitsUtf8 } from "../encoding/utf8.ts";

/** The room of a client that does not name one. */
export const DEFAULT_ROOM = "main";

/** A frame, or the fault of the line, with the `id` if the line was a `say` with a valid one. */
export type Decoded<F> =
  | { readonly ok: true; readonly frame: F }
  | {
    readonly ok: false;
    readonly code: "bad_frame" | "unknown_type" | "too_long";
    readonly id?: string;
  };

/** What a valid hello asks for, or the reason to refuse its client. */
export type Negotiation =
  | {
    readonly ok: true;
    readonly name: string;
    readonly room: string;
    readonly resume: Hello["resume"];
  }
  | { readonly ok: false; readonly reason: RefusalReason };

/**
 * Encodes a frame as one line.
 *
 * @returns JSON and a newline.
 */
export function encodeFrame(frame: ClientFrame | ServerFrame): string {
  return JSON.stringify(frame) + "\n";
}

/**
 * Decodes a frame from a client. Unknown fields are dropped. The text of a `say` has at most
 * {@linkcode MAX_TEXT_BYTES} and {@linkcode MAX_TEXT_LINES}; it is not cleaned.
 *
 * @param line A line without its line ending.
 */
export function decodeClientFrame(line: string): Decoded<ClientFrame> {
  const decoded = decode(clientFrames, line);
  if (!decoded.ok || decoded.frame.type !== "say") return decoded;
  const { id, text } = decoded.frame;
  const fits = fitsUtf8(text, MAX_TEXT_BYTES) && countLines(text) <= MAX_TEXT_LINES;
  return fits ? decoded : { ok: false, code: "too_long", id };
}

/**
 * Decodes a frame from a server. Unknown fields are dropped.
 *
 * @param line A line without its line ending.
 */
export function decodeServerFrame(line: string): Decoded<ServerFrame> {
  return decode(serverFrames, line);
}

/**
 * Checks a hello: its version first, since names may follow other rules in another version; then
 * its name, then its room.
 *
 * @param hello The client's first frame.
 * @returns What it asks for, with tidied names; or the first reason to refuse it.
 */
export function negotiate(hello: Hello): Negotiation {
  if (hello.version !== PROTOCOL_VERSION) return { ok: false, reason: "unsupported_version" };
  const name = parseName(hello.name);
  if (name === undefined) return { ok: false, reason: "invalid_name" };
  const room = parseRoomName(hello.room ?? DEFAULT_ROOM);
  if (room === undefined) return { ok: false, reason: "invalid_room" };
  return { ok: true, name, room, resume: hello.resume };
}

/**
 * Decodes and checks a client's first line, which may be anything.
 *
 * @param line A line without its line ending.
 * @returns As {@linkcode negotiate}. A line that is no hello counts as an unsupported version.
 */
export function judgeHello(line: string): Negotiation {
  const decoded = decodeClientFrame(line);
  return decoded.ok && decoded.frame.type === "hello"
    ? negotiate(decoded.frame)
    : { ok: false, reason: "unsupported_version" };
}

function decode<S extends Readonly<Record<string, Fields>>>(
  frames: S,
  line: string,
): Decoded<FrameOf<S>> {
  const object = parseObject(line);
  const type = object?.type;
  if (object === undefined || typeof type !== "string") return { ok: false, code: "bad_frame" };
  // A client may send the type `constructor`.
  const fields = Object.hasOwn(frames, type) ? frames[type] : undefined;
  if (fields === undefined) return { ok: false, code: "unknown_type" };
  const frame = readFields(fields, object, { type });
  // `readFields` has just checked the fields of this type.
  if (frame !== undefined) return { ok: true, frame: frame as unknown as FrameOf<S> };
  const id = type === "say" ? sayId(object.id) : undefined;
  return id === undefined ? { ok: false, code: "bad_frame" } : { ok: false, code: "bad_frame", id };
}
