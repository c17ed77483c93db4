/**
 * The page's texts for notices: who comes and goes, and answers to commands. A notice that the page
 * shows elsewhere gets no text here. It must not know where texts are shown.
 *
 * @module
 */

import { assertNever } from "../../../actors/encoding/assert_never.ts";
import { cleanLine } from "../../../actors/encoding/sanitize.ts";
import { type CommandName, commandWords } from "../../chat/commands.ts";
import type { Notice } from "../../chat/notices.ts";
import type { PageTexts } from "./texts_nb.ts";

/**
 * Formats a notice.
 *
 * @param isFirst Whether nothing stands before it in the log.
 * @returns Its lines, sanitized; none if the page shows it elsewhere.
 */
export function noticeText(notice: Notice, texts: PageTexts, isFirst: boolean): readonly string[] {
  switch (notice.type) {
    case "welcome":
      // A new seat: the log above it may have a gap.
      return notice.resumed || isFirst ? [] : [texts.newSeat];
    case "disconnected":
    case "leaving_later":
    case "paused":
    case "resumed":
    // The page writes no files, and has every command.
    case "seat_not_saved":
    case "transcript_failed":
    case "not_here":
      return [];
    case "who": {
      const others = notice.others.map(({ name, online }) => online ? name : texts.isAway(name));
      return [texts.who([texts.you(notice.you), ...others])];
    }
    case "joined":
    case "left":
    case "lost":
    case "returned":
      return [texts[notice.type](notice.name)];
    case "renamed":
      return [texts.renamed(notice.was, notice.name)];
    case "name":
    case "new_name":
      return [texts.called(notice.name)];
    case "invalid_name":
      return [texts.problems.invalid_name];
    case "server":
      return [cleanLine(notice.text).replace(/^Server: /, "")];
    case "not_sent":
      return [texts.notSent[notice.reason], ...(notice.text === undefined ? [] : [notice.text])];
    case "measured":
      return [texts.measured(notice.ms)];
    case "not_connected":
      return [texts.notConnected];
    case "help":
      return notice.commands.map((command) => usage(command, texts));
    case "usage":
      return [usage(notice.command, texts)];
    case "time":
      return [texts.time(new Date(notice.at).toLocaleTimeString(texts.language))];
    case "notify":
    case "receipts":
      return [texts.settings[notice.type](notice.on)];
    case "unknown":
      return [texts.unknown(cleanLine(notice.word), notice.nearest)];
    default:
      return assertNever(notice);
  }
}

function usage(command: CommandName, texts: PageTexts): string {
  return `/${commandWords[command][texts.commandWord]}: ${texts.help[command]}`;
}
