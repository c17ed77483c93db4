/**
 * Puts the chat's notices into words. It must not know where they appear.
 *
 * @module
 */

import { assertNever } from "../../actors/encoding/assert_never.ts";
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
  switch (notice.type) {
    case "welcome": {
      const welcome = words[arrival(notice)](notice.you, notice.room);
      return [system(`${welcome} ${words.others(names(notice.others, language))}`)];
    }
    case "disconnected":
      return [system(words.disconnected)];
    case "leaving_later":
      return [system(words.leavingLater)];
    case "who": {
      const here = [words.you(notice.you), ...names(notice.others, language)];
      return [system(notice.connected ? words.who(here) : words.whoWas(here))];
    }
    case "left":
      return [
        notice.reason === undefined || notice.reason === "quit"
          ? wire.left(notice.name)
          : system(words.gone[notice.reason](notice.name)),
      ];
    case "joined":
    case "lost":
    case "returned":
      return [wire[notice.type](notice.name)];
    case "renamed":
      return [wire.renamed(notice.was, notice.name)];
    case "new_name":
      return [system(words.newName(notice.name))];
    case "invalid_name":
      return [system(words.invalidName(texts[language].client.expected.name))];
    case "paused":
      return [wire.flowPaused(notice.name ?? words.someone)];
    case "resumed":
      return [wire.flowResumed];
    case "server":
      return [cleanLine(notice.text)];
    case "not_sent":
      return [system(words.notSent[notice.reason](cleanLine(notice.text ?? "")))];
    case "measured":
      return [system(words.measured(notice.ms))];
    case "seat_not_saved":
      return [system(words.cannotSaveSeat(cleanLine(notice.reason)))];
    case "transcript_failed":
      return [system(words.transcriptFailed(cleanLine(notice.reason)))];
    case "not_connected":
      return [system(words.notConnected)];
    case "help":
      return [...notice.commands.map((command) => usage(command, language)), words.plainText]
        .map(system);
    case "usage":
      return [system(usage(notice.command, language))];
    case "time":
      return [system(words.time(time(notice.at)))];
    case "name":
      return [system(words.name(notice.name))];
    case "notify":
    case "receipts":
      return [system(words[notice.type](notice.on))];
    case "not_here": {
      const word = slashed(notice.command, language);
      return [system(notice.command === "receipts" ? words.noReceipts : words.notHere(word))];
    }
    case "unknown": {
      // The word may come from a pipe, with control characters.
      const word = cleanLine(notice.word);
      const nearest = notice.nearest === undefined ? undefined : `/${notice.nearest}`;
      return [system(words.unknown(`/${word}`, nearest))];
    }
    default:
      return assertNever(notice);
  }
}

/** Which welcome to show. */
function arrival({ again, resumed }: { readonly again: boolean; readonly resumed: boolean }) {
  if (resumed) return again ? "reconnected" : "returned";
  return again ? "newSeat" : "welcome";
}

function system(text: string): string {
  return `System: ${text}`;
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
  const [norwegian, english] = commandWords[command];
  return `/${language === "nb" ? norwegian : english}`;
}
