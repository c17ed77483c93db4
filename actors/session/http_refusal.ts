/**
 * HTTP responses of one line of text, after which the server closes the connection. `server/http/`
 * serves everything else.
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

/** Renders a whole HTTP/1.1 response with `text` as its body. */
export function httpResponse(
  status: HttpStatus,
  text: string,
  extraHeaders: readonly string[] = [],
): string {
  const body = text + "\n";
  const head = [
    `HTTP/1.1 ${status}`,
    "Content-Type: text/plain; charset=utf-8",
    `Content-Length: ${utf8Length(body)}`,
    "Cache-Control: no-store",
    "X-Content-Type-Options: nosniff",
    ...extraHeaders,
    "Connection: close",
    "",
    "",
  ].join("\r\n");
  return head + body;
}

/**
 * Asks a browser to send its request again. It was silent for so long that the server took it for a
 * plain client; the greeter recognizes its next connection. The response does not repeat the URL,
 * so nobody can use it to redirect the browser.
 */
export function lateRequestResponse(language: Language): string {
  const text = texts[language].http.late;
  return httpResponse("503 Service Unavailable", text, ["Retry-After: 1", "Refresh: 1"]);
}
