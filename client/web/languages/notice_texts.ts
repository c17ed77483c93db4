/**
 * The page's texts for notices: who comes and goes, and answers to commands. A notice that the page
 * shows elsewhere gets no text here. It must not know where texts are shown.
 *
 * @module
 */

import { match } from "../../../actors/encoding/match.ts";
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
  const elsewhere = () => [];
  return match<Notice, readonly string[]>(notice, {
    // A new seat: the log above it may have a gap.
    welcome: ({ resumed }) => resumed || isFirst ? [] : [texts.newSeat],
    disconnected: elsewhere,
    leaving_later: elsewhere,
    paused: elsewhere,
    resumed: elsewhere,
    // The page writes no files, and has every command.
    seat_not_saved: elsewhere,
    transcript_failed: elsewhere,
    not_here: elsewhere,
    who: ({ you, others }) => {
      const names = others.map(({ name, online }) => online ? name : texts.isAway(name));
      return [texts.who([texts.you(you), ...names])];
    },
    joined: ({ name }) => [texts.joined(name)],
    left: ({ name }) => [texts.left(name)],
    lost: ({ name }) => [texts.lost(name)],
    returned: ({ name }) => [texts.returned(name)],
    renamed: ({ was, name }) => [texts.renamed(was, name)],
    name: ({ name }) => [texts.called(name)],
    new_name: ({ name }) => [texts.called(name)],
    invalid_name: () => [texts.problems.invalid_name],
    server: ({ text }) => [cleanLine(text).replace(/^Server: /, "")],
    not_sent: ({ reason, text }) => [texts.notSent[reason], ...(text === undefined ? [] : [text])],
    measured: ({ ms }) => [texts.measured(ms)],
    not_connected: () => [texts.notConnected],
    help: ({ commands }) => commands.map((command) => usage(command, texts)),
    usage: ({ command }) => [usage(command, texts)],
    time: ({ at }) => [texts.time(new Date(at).toLocaleTimeString(texts.language))],
    notify: ({ on }) => [texts.settings.notify(on)],
    receipts: ({ on }) => [texts.settings.receipts(on)],
    unknown: ({ word, nearest }) => [texts.unknown(cleanLine(word), nearest)],
  });
}

function usage(command: CommandName, texts: PageTexts): string {
  return `/${commandWords[command][texts.commandWord]}: ${texts.help[command]}`;
}
