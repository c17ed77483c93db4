/**
 * The page's words for what the chat has to tell: who comes and goes, and the answers to commands. What has a place of
 * its own on the page is not said a second time in the log. It must not know where it is shown.
 *
 * @module
 */

import { assertNever } from "../../../actors/encoding/assert_never.ts";
import { cleanLine } from "../../../actors/encoding/sanitize.ts";
import { type CommandName, commandWords } from "../../chat/commands.ts";
import type { Notice } from "../../chat/notices.ts";
import type { PageTexts } from "./texts.ts";

/**
 * Puts a notice into words.
 *
 * @param notice What to tell.
 * @param words The words there are.
 * @param isFirst Nothing is said or told before it.
 * @returns Its lines, clean; none where the page tells it elsewhere.
 */
export function noticeText(notice: Notice, words: PageTexts, isFirst: boolean): readonly string[] {
  switch (notice.type) {
    case "welcome":
      // Another seat than the one that the log is about.
      return notice.resumed || isFirst ? [] : [words.seatedAnew];
    case "disconnected":
    case "leaving_later":
    case "paused":
    case "resumed":
    // A page keeps no files, and has a place for all that can be chosen.
    case "seat_not_saved":
    case "transcript_failed":
    case "not_here":
      return [];
    case "who": {
      const others = notice.others.map(({ name, online }) => online ? name : words.isAway(name));
      return [words.who([words.you(notice.you), ...others])];
    }
    case "joined":
    case "left":
    case "lost":
    case "returned":
      return [words[notice.type](notice.name)];
    case "renamed":
      return [words.renamed(notice.was, notice.name)];
    case "name":
    case "new_name":
      return [words.called(notice.name)];
    case "invalid_name":
      return [words.troubles.invalid_name];
    case "server":
      return [cleanLine(notice.text).replace(/^Server: /, "")];
    case "not_sent":
      return [words.notSent[notice.reason], ...(notice.text === undefined ? [] : [notice.text])];
    case "measured":
      return [words.measured(notice.ms)];
    case "not_connected":
      return [words.notConnected];
    case "help":
      return notice.commands.map((command) => usage(command, words));
    case "usage":
      return [usage(notice.command, words)];
    case "time":
      return [words.time(new Date(notice.at).toLocaleTimeString(words.language))];
    case "notify":
    case "receipts":
      return [words.settings[notice.type](notice.on)];
    case "unknown":
      return [words.unknown(cleanLine(notice.word), notice.nearest)];
    default:
      return assertNever(notice);
  }
}

function usage(command: CommandName, words: PageTexts): string {
  return `/${commandWords[command][words.slash]}: ${words.help[command]}`;
}
