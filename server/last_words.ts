/**
 * What a client is told that has no session to tell it, or no more: in its dialect, as far as that is known.
 *
 * @module
 */

import { encodeFrame } from "../actors/protocol/framed.ts";
import type { ClosingReason, RefusalReason } from "../actors/protocol/frames.ts";
import { type Language, texts } from "../actors/protocol/texts.ts";

/** How a client is spoken to. */
export interface Manner {
  readonly dialect: "plain" | "framed";
  readonly language: Language;
}

/** Why it is not let in. */
export function refusal(
  reason: RefusalReason | "not_joined",
  { dialect, language }: Manner,
): string {
  if (reason === "not_joined") {
    return encodeFrame({ type: "error", code: reason, text: texts[language].wire.errors[reason] });
  }
  const text = texts[language].wire.refused[reason];
  return dialect === "plain" ? text + "\n" : encodeFrame({ type: "refused", reason, text });
}

/** Why its connection is closed. */
export function farewell(reason: ClosingReason, { dialect, language }: Manner): string {
  const text = texts[language].wire.closing[reason];
  return dialect === "plain" ? text + "\n" : encodeFrame({ type: "closing", reason, text });
}
