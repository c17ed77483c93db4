/**
 * Formats an entry of the log as lines of text. It must not know where they go.
 *
 * @module
 */

import { assertNever } from "../../actors/encoding/assert_never.ts";
import { formatPlainLines } from "../../actors/protocol/plain_text.ts";
import type { Language } from "../../actors/languages/languages.ts";
import type { ChatEntry } from "../chat/chat_log.ts";
import { noticeLines } from "../languages/notice_lines.ts";
import type { Calendar } from "../languages/calendar.ts";

/**
 * The lines to print. The person's own texts are already on screen, because they typed them there.
 */
export function entryLines(
  entry: ChatEntry,
  language: Language,
  { time }: Calendar,
): readonly string[] {
  switch (entry.type) {
    case "said":
      return formatPlainLines(entry.from.name, entry.text);
    case "own":
      return [];
    case "notice":
      return noticeLines(entry.notice, language, time);
    default:
      return assertNever(entry);
  }
}
