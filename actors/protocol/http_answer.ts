/**
 * What a browser gets for now: that this is a chat, and how to join it without one.
 *
 * @module
 */

import { type Language, texts } from "./texts.ts";
import { utf8Length } from "./utf8_length.ts";

/** A whole HTTP/1.1 response, after which the connection is closed. */
export function httpAnswer(language: Language): string {
  const body = texts[language].wire.noPage + "\n";
  const head = [
    "HTTP/1.1 501 Not Implemented",
    "Content-Type: text/plain; charset=utf-8",
    `Content-Length: ${utf8Length(body)}`,
    "X-Content-Type-Options: nosniff",
    "Connection: close",
    "",
    "",
  ].join("\r\n");
  return head + body;
}
