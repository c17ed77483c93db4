/**
 * What the server tells one client about itself, in whatever room it is: why it gets no seat, why
 * its connection is closed, what was wrong with its frame. In the client's dialect and the server's
 * language.
 *
 * @module
 */

import { encodeFrame } from "../protocol/frame_codec.ts";
import type { Dialect } from "../messages/connection.ts";
import type { ClosingReason, ErrorCode, RefusalReason } from "../protocol/frames.ts";
import { type Language, texts } from "../languages/languages.ts";

/** The dialect and language in which a client is answered. */
export interface ReplyFormat {
  readonly dialect: Dialect;
  readonly language: Language;
}

/** Renders why a client gets no seat. */
export function renderRefusal(
  reason: RefusalReason | "not_joined",
  { dialect, language }: ReplyFormat,
): string {
  if (reason === "not_joined") return errorFrame(reason, language);
  const text = texts[language].wire.refused[reason];
  return dialect === "plain" ? text + "\n" : encodeFrame({ type: "refused", reason, text });
}

/** Renders why a client's connection is closed. */
export function renderClosing(reason: ClosingReason, { dialect, language }: ReplyFormat): string {
  const text = texts[language].wire.closing[reason];
  return dialect === "plain" ? text + "\n" : encodeFrame({ type: "closing", reason, text });
}

/**
 * Renders what was wrong with a client's frame.
 *
 * @param id The `id` of the `say`, if the frame had one.
 */
export function errorFrame(code: ErrorCode, language: Language, id?: string): string {
  const text = texts[language].wire.errors[code];
  return encodeFrame({ type: "error", code, text, ...(id === undefined ? {} : { id }) });
}
