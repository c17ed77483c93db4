/**
 * Detects from a connection's first bytes which protocol it speaks. It knows how each protocol
 * begins. It must not know what follows, and it has no clock.
 *
 * @module
 */

import { CARRIAGE_RETURN, NEWLINE, OPENING_BRACE, SPACE, TAB } from "../encoding/ascii.ts";
import { isRequestLine, mayBecomeRequestLine } from "./http_request_line.ts";
import { parseObject } from "../encoding/json.ts";
import { dropCarriageReturn } from "../encoding/line_decoder.ts";
import { decodeUtf8 } from "../encoding/utf8.ts";
import { MAX_FRAME_BYTES } from "./limits.ts";

/** Which protocol a connection speaks, and its hello if it speaks frames. */
export type Detection =
  /** `undecided`: more bytes are needed, or the knowledge that none will come. */
  | { readonly dialect: "undecided" | "plain" | "http" | "tls" }
  /** `hello` is the first line without its line ending, not yet checked. `rest` follows it. */
  | { readonly dialect: "framed"; readonly hello: string; readonly rest: Uint8Array };

/** The first two bytes of TLS: a handshake record, of any version from SSL 3.0 to TLS 1.3. */
const TLS_HANDSHAKE = [0x16, 0x03] as const;

const undecided: Detection = { dialect: "undecided" };
const plain: Detection = { dialect: "plain" };

/**
 * Detects the protocol from the bytes received so far. A connection is plain as soon as no further
 * bytes could change that.
 *
 * @param first Every byte since the connection's beginning.
 * @param quiet Whether the connection has been quiet for so long that an undecided one counts as
 * plain.
 */
export function detect(first: Uint8Array, quiet: boolean): Detection {
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
  const line = dropCarriageReturn(decodeUtf8(first.subarray(0, newline)));
  switch (classifyLine(line)) {
    case "hello":
      return { dialect: "framed", hello: line, rest: first.subarray(newline + 1) };
    case "http":
      return { dialect: "http" };
    case "text":
      return plain;
  }
}

/**
 * Classifies the first line of a connection, also when it comes late, from a client that was quiet
 * and so counts as plain.
 *
 * @param line A line without its line ending.
 * @returns `hello` for a JSON object of that type, `http` for an HTTP/1 request line, else `text`.
 */
export function classifyLine(line: string): "hello" | "http" | "text" {
  if (mayBeObject(line)) return parseObject(line)?.type === "hello" ? "hello" : "text";
  return isRequestLine(line) ? "http" : "text";
}

/**
 * Tells whether an unended line may be the beginning of a hello, judged by its first key. Such a
 * line may contain a token.
 */
export function mayBecomeHello(unended: string): boolean {
  return /^[ \t\r]*\{[ \t\r]*(?:$|"(?:[^"]*$|(?:type|version|name|room|resume)"))/.test(unended);
}

/** Tells whether an unended first line may still become a hello or an HTTP request line. */
function mayBecomeMore(unended: Uint8Array): boolean {
  const start = unended.findIndex((byte) => !isBlank(byte));
  if (start === -1 || unended[start] === OPENING_BRACE) return true;
  return mayBecomeRequestLine(decodeUtf8(unended));
}

function mayBeObject(line: string): boolean {
  return /^[ \t\r]*\{/.test(line);
}

/** Tells whether JSON allows the byte before an object on the same line. */
function isBlank(byte: number): boolean {
  return byte === SPACE || byte === TAB || byte === CARRIAGE_RETURN;
}
