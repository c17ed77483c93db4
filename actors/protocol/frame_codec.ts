/**
 * The framed dialect's codec: frames to lines and lines to frames. It knows the fields and the bounds of the wire; it
 * must not know rooms or seats, and leaves what people wrote as they wrote it (the session cleans it).
 *
 * Whatever a line holds, decoding gives a value and throws nothing.
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

/** The room of a client that names none. */
export const DEFAULT_ROOM = "main";

/** A frame, or what was wrong with the line; then with the `id` of the `say` it was, if it had one that holds. */
export type Decoded<F> =
  | { readonly ok: true; readonly frame: F }
  | {
    readonly ok: false;
    readonly code: "bad_frame" | "unknown_type" | "too_long";
    readonly id?: string;
  };

/** What a hello asks for, found to be in order; or why its client is refused. */
export type Negotiation =
  | {
    readonly ok: true;
    readonly name: string;
    readonly room: string;
    readonly resume: Hello["resume"];
  }
  | { readonly ok: false; readonly reason: RefusalReason };

/**
 * Writes a frame as one line.
 *
 * @param frame The frame.
 * @returns JSON and a newline.
 */
export function encodeFrame(frame: ClientFrame | ServerFrame): string {
  return JSON.stringify(frame) + "\n";
}

/**
 * Reads a frame from a client. Unknown fields are dropped. A `say`'s text has at most
 * {@linkcode MAX_TEXT_BYTES} and {@linkcode MAX_TEXT_LINES}, and is given as it came.
 *
 * @param line A line without its line ending.
 * @returns The frame, or what was wrong.
 */
export function decodeClientFrame(line: string): Decoded<ClientFrame> {
  const decoded = decode(clientFrames, line);
  if (!decoded.ok || decoded.frame.type !== "say") return decoded;
  const { id, text } = decoded.frame;
  const fits = fitsUtf8(text, MAX_TEXT_BYTES) && countLines(text) <= MAX_TEXT_LINES;
  return fits ? decoded : { ok: false, code: "too_long", id };
}

/**
 * Reads a frame from a server. Unknown fields are dropped.
 *
 * @param line A line without its line ending.
 * @returns The frame, or what was wrong.
 */
export function decodeServerFrame(line: string): Decoded<ServerFrame> {
  return decode(serverFrames, line);
}

/**
 * Judges a hello: its version first, since another version's names may mean something else; then its name, then its
 * room.
 *
 * @param hello The client's first frame.
 * @returns What it asks for, tidied; or the first reason to refuse it.
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
 * Reads and judges a client's first line, which may hold anything.
 *
 * @param line A line without its line ending.
 * @returns As {@linkcode negotiate}; what is no hello is one of a version nobody knows.
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
  // The `type` of a stranger's frame may be `constructor`.
  const fields = Object.hasOwn(frames, type) ? frames[type] : undefined;
  if (fields === undefined) return { ok: false, code: "unknown_type" };
  const frame = readFields(fields, object, { type });
  // The fields are those that the table has for this type.
  if (frame !== undefined) return { ok: true, frame: frame as unknown as FrameOf<S> };
  const id = type === "say" ? sayId(object.id) : undefined;
  return id === undefined ? { ok: false, code: "bad_frame" } : { ok: false, code: "bad_frame", id };
}
