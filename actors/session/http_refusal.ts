/**
 * Answers in HTTP where nobody is at hand who speaks it: a line of text, after which the connection is closed. What a browser
 * gets otherwise is `server/web/`'s.
 *
 * @module
 */

import { type Language, texts } from "../languages/languages.ts";
import { utf8Length } from "../encoding/utf8.ts";

/** A status with its reason phrase. */
export type HttpStatus =
  | "408 Request Timeout"
  | "431 Request Header Fields Too Large"
  | "503 Service Unavailable";

/** A whole HTTP/1.1 response that says `text`. */
export function httpResponse(
  status: HttpStatus,
  text: string,
  more: readonly string[] = [],
): string {
  const body = text + "\n";
  const head = [
    `HTTP/1.1 ${status}`,
    "Content-Type: text/plain; charset=utf-8",
    `Content-Length: ${utf8Length(body)}`,
    "Cache-Control: no-store",
    "X-Content-Type-Options: nosniff",
    ...more,
    "Connection: close",
    "",
    "",
  ].join("\r\n");
  return head + body;
}

/**
 * To a browser that was silent for so long that it was taken as plain: it is to ask again, and is then known. What it asked for
 * isn't repeated to it, so that nobody can have it sent elsewhere.
 */
export function lateRequestResponse(language: Language): string {
  const text = texts[language].http.late;
  return httpResponse("503 Service Unavailable", text, ["Retry-After: 1", "Refresh: 1"]);
}
