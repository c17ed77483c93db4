/**
 * Puts the chat's notices into words. It must not know where they appear.
 *
 * @module
 */

import { match } from "../../actors/encoding/match.ts";
import { cleanLine } from "../../actors/encoding/sanitize.ts";
import { type Language, texts } from "../../actors/languages/languages.ts";
import { chatTexts } from "./chat_texts.ts";
import { type CommandName, commandWords } from "../chat/commands.ts";
import type { Notice, NoticeMember } from "../chat/notices.ts";

/**
 * Puts a notice into words.
 *
 * @param notice What to tell.
 * @param language The person's language.
 * @param time Formats a time of day, given in milliseconds since 1970.
 * @returns Clean lines. Each starts with its sender.
 */
export function noticeLines(
  notice: Notice,
  language: Language,
  time: (at: number) => string,
): readonly string[] {
  const { wire } = texts[language];
  const words = chatTexts[language];
  return match<Notice, readonly string[]>(notice, {
    welcome: ({ you, room, others, again, resumed }) => {
      const [first, later] = resumed
        ? [words.returned, words.reconnected]
        : [words.welcome, words.newSeat];
      const welcome = again ? later(you) : first(you, room);
      return system(`${welcome} ${words.others(names(others, language))}`);
    },
    disconnected: () => system(words.disconnected),
    leaving_later: () => system(words.leavingLater),
    who: ({ you, others, connected }) => {
      const here = [words.you(you), ...names(others, language)];
      return system(connected ? words.who(here) : words.whoWas(here));
    },
    joined: ({ name }) => [wire.joined(name)],
    lost: ({ name }) => [wire.lost(name)],
    returned: ({ name }) => [wire.returned(name)],
    left: ({ name, reason = "quit" }) =>
      reason === "quit" ? [wire.left(name)] : system(words.gone[reason](name)),
    renamed: ({ was, name }) => [wire.renamed(was, name)],
    new_name: ({ name }) => system(words.newName(name)),
    invalid_name: () => system(words.invalidName(texts[language].client.expected.name)),
    paused: ({ name = words.someone }) => [wire.flowPaused(name)],
    resumed: () => [wire.flowResumed],
    server: ({ text }) => [cleanLine(text)],
    not_sent: ({ reason, text = "" }) => system(words.notSent[reason](cleanLine(text))),
    measured: ({ ms }) => system(words.measured(ms)),
    seat_not_saved: ({ reason }) => system(words.cannotSaveSeat(cleanLine(reason))),
    transcript_failed: ({ reason }) => system(words.transcriptFailed(cleanLine(reason))),
    not_connected: () => system(words.notConnected),
    help: ({ commands }) =>
      system(...commands.map((command) => usage(command, language)), words.plainText),
    usage: ({ command }) => system(usage(command, language)),
    time: ({ at }) => system(words.time(time(at))),
    name: ({ name }) => system(words.name(name)),
    notify: ({ on }) => system(words.notify(on)),
    receipts: ({ on }) => system(words.receipts(on)),
    not_here: ({ command }) =>
      system(command === "receipts" ? words.noReceipts : words.notHere(slashed(command, language))),
    unknown: ({ word, nearest }) =>
      // The word may come from a pipe, with control characters.
      system(words.unknown(`/${cleanLine(word)}`, nearest === undefined ? nearest : `/${nearest}`)),
  });
}

function system(...lines: readonly string[]): readonly string[] {
  return lines.map((line) => `System: ${line}`);
}

function names(people: readonly NoticeMember[], language: Language): readonly string[] {
  return people.map(({ name, online }) => online ? name : chatTexts[language].away(name));
}

function usage(command: CommandName, language: Language): string {
  const [norwegian, english] = commandWords[command];
  const other = language === "nb" ? english : norwegian;
  const also = norwegian === english ? "" : ` (/${other})`;
  return `${slashed(command, language)}${also}: ${chatTexts[language].help[command]}`;
}

function slashed(command: CommandName, language: Language): string {
  return `/${commandWords[command][language === "nb" ? 0 : 1]}`;
}
