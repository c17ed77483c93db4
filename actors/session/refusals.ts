/**
 * What a client is told of itself, whatever room it is in or asks for: why it is not let in, why its connection is closed,
 * what was wrong with what it sent. In its dialect, as far as that is known, and in the server's language.
 *
 * @module
 */

import { encodeFrame } from "../protocol/frame_codec.ts";
import type { ClosingReason, ErrorCode, RefusalReason } from "../protocol/frames.ts";
import { type Language, texts } from "../languages/languages.ts";

/** How a client is spoken to of itself. */
export interface ReplyFormat {
  readonly dialect: "plain" | "framed";
  readonly language: Language;
}

/** Why it is not let in. */
export function renderRefusal(
  reason: RefusalReason | "not_joined",
  { dialect, language }: ReplyFormat,
): string {
  if (reason === "not_joined") return errorFrame(reason, language);
  const text = texts[language].wire.refused[reason];
  return dialect === "plain" ? text + "\n" : encodeFrame({ type: "refused", reason, text });
}

/** Why its connection is closed. */
export function renderClosing(reason: ClosingReason, { dialect, language }: ReplyFormat): string {
  const text = texts[language].wire.closing[reason];
  return dialect === "plain" ? text + "\n" : encodeFrame({ type: "closing", reason, text });
}

/**
 * What was wrong with its frame.
 *
 * @param id Of the `say` that it was, if it had one.
 */
export function errorFrame(code: ErrorCode, language: Language, id?: string): string {
  const text = texts[language].wire.errors[code];
  return encodeFrame({ type: "error", code, text, ...(id === undefined ? {} : { id }) });
}
