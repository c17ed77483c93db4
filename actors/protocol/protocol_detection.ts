/**
 * Tells by a connection's first bytes what it speaks. It knows how each dialect begins; it must not know what follows,
 * nor how long a connection has been quiet.
 *
 * @module
 */

import { CARRIAGE_RETURN, NEWLINE, OPENING_BRACE, SPACE, TAB } from "../encoding/ascii.ts";
import { isRequestLine, mayBecomeRequestLine } from "./http_request_line.ts";
import { parseObject } from "../encoding/json.ts";
import { decodeUtf8 } from "../encoding/utf8.ts";
import { MAX_FRAME_BYTES } from "./limits.ts";

/** What a connection speaks, with what has come of it. */
export type Detection =
  /** More bytes are needed, or the word that none come. */
  | { readonly dialect: "undecided" }
  /** `hello` is the first line without its line ending, not yet judged; `rest` is what came after it. */
  | { readonly dialect: "framed"; readonly hello: string; readonly rest: Uint8Array }
  /** `rest` is all bytes, from the request line on. */
  | { readonly dialect: "http"; readonly rest: Uint8Array }
  | { readonly dialect: "tls" }
  /** `rest` is all bytes. */
  | { readonly dialect: "plain"; readonly rest: Uint8Array };

/** The first two bytes of TLS: a handshake record, of any version from SSL 3.0 to TLS 1.3. */
const TLS_HANDSHAKE = [0x16, 0x03] as const;

const undecided: Detection = { dialect: "undecided" };

/**
 * Judges a connection by all that has come of it so far. It is plain as soon as nothing that could still come would
 * make it anything else.
 *
 * @param first All bytes from the connection's beginning.
 * @param quiet Whether it has been quiet for so long that what is undecided is to be taken as plain.
 * @returns The dialect with the bytes that belong to it, or that it is still undecided.
 */
export function detect(first: Uint8Array, quiet: boolean): Detection {
  const plain: Detection = { dialect: "plain", rest: first };
  const waiting = quiet ? plain : undecided;
  if (first.length === 0) return waiting;
  if (first[0] === TLS_HANDSHAKE[0]) {
    if (first.length === 1) return waiting;
    return first[1] === TLS_HANDSHAKE[1] ? { dialect: "tls" } : plain;
  }

  const newline = first.subarray(0, MAX_FRAME_BYTES).indexOf(NEWLINE);
  if (newline === -1) {
    return first.length < MAX_FRAME_BYTES && mayBecomeMore(first) ? waiting : plain;
  }
  const line = withoutCarriageReturn(decodeUtf8(first.subarray(0, newline)));
  switch (classifyLine(line)) {
    case "hello":
      return { dialect: "framed", hello: line, rest: first.subarray(newline + 1) };
    case "http":
      return { dialect: "http", rest: first };
    case "text":
      return plain;
  }
}

/**
 * Tells whether one whole line begins a dialect of its own. Besides the first line of a connection, this judges what
 * comes late from one that has been quiet and was taken as plain.
 *
 * @param line A line without its line ending.
 * @returns `hello` for a JSON object that says it is one, `http` for an HTTP/1 request line, else `text`.
 */
export function classifyLine(line: string): "hello" | "http" | "text" {
  if (mayBeObject(line)) return parseObject(line)?.type === "hello" ? "hello" : "text";
  return isRequestLine(line) ? "http" : "text";
}

/**
 * Whether a line that has not ended may be the beginning of a hello, as far as its first key tells: what follows in it may
 * be a secret.
 */
export function mayBecomeHello(unended: string): boolean {
  return /^[ \t\r]*\{[ \t\r]*(?:$|"(?:[^"]*$|(?:type|version|name|room|resume)"))/.test(unended);
}

/** Whether a first line that has not ended may yet be a hello or an HTTP request line. */
function mayBecomeMore(unended: Uint8Array): boolean {
  const start = unended.findIndex((byte) => !isBlank(byte));
  if (start === -1 || unended[start] === OPENING_BRACE) return true;
  return mayBecomeRequestLine(decodeUtf8(unended));
}

function mayBeObject(line: string): boolean {
  return /^[ \t\r]*\{/.test(line);
}

/** Whether JSON allows the byte before an object, on the same line. */
function isBlank(byte: number): boolean {
  return byte === SPACE || byte === TAB || byte === CARRIAGE_RETURN;
}

function withoutCarriageReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
