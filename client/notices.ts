/**
 * What the chat has to tell its person besides what people say, and the words for it. It must not know where the words
 * are shown.
 *
 * @module
 */

import { assertNever } from "../actors/runtime/actor.ts";
import { cleanLine } from "../actors/protocol/sanitize.ts";
import { type Language, texts } from "../actors/protocol/texts.ts";
import { chatTexts } from "./chat_texts.ts";
import { type CommandName, commandWords } from "./commands.ts";
import type { NotSentReason } from "./connection_events.ts";

/** Someone, as far as a notice goes. */
export interface Present {
  readonly name: string;
  readonly online: boolean;
}

/** Something to tell. */
export type Notice =
  | {
    readonly type: "welcome";
    readonly you: string;
    readonly room: string;
    readonly others: readonly Present[];
    /** Not for the first time in this run of the client. */
    readonly again: boolean;
    /** To the seat that one had. */
    readonly resumed: boolean;
  }
  /** The connection is lost, and tried again. */
  | { readonly type: "disconnected" }
  /** Leaving waits for it to be back. */
  | { readonly type: "leaving_later" }
  | { readonly type: "who"; readonly you: string; readonly others: readonly Present[] }
  | { readonly type: "joined" | "left" | "lost" | "returned"; readonly name: string }
  | { readonly type: "renamed"; readonly was: string; readonly name: string }
  /** What is said waits, for the one who is named if the server names one. */
  | { readonly type: "paused"; readonly name: string | undefined }
  | { readonly type: "resumed" }
  /** The server's own words, one line that names their sender. */
  | { readonly type: "server"; readonly text: string }
  | { readonly type: "not_sent"; readonly reason: NotSentReason; readonly text?: string }
  | { readonly type: "measured"; readonly ms: number }
  /** There is no server to measure the way to, for now. */
  | { readonly type: "unmeasured" }
  | { readonly type: "help"; readonly commands: readonly CommandName[] }
  | { readonly type: "usage"; readonly command: CommandName }
  | { readonly type: "time"; readonly at: number }
  | { readonly type: "name"; readonly name: string }
  /** A command that does nothing where it was given. */
  | { readonly type: "not_here"; readonly command: CommandName }
  | { readonly type: "unknown"; readonly word: string; readonly nearest: string | undefined };

/**
 * Puts a notice into words.
 *
 * @param notice What to tell.
 * @param language In which language.
 * @returns Its lines, clean; each names its sender.
 */
export function noticeLines(notice: Notice, language: Language): readonly string[] {
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
    case "who":
      return [system(words.who([words.you(notice.you), ...names(notice.others, language)]))];
    case "joined":
    case "left":
    case "lost":
    case "returned":
      return [wire[notice.type](notice.name)];
    case "renamed":
      return [wire.renamed(notice.was, notice.name)];
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
    case "unmeasured":
      return [system(words.unmeasured)];
    case "help":
      return [...notice.commands.map((command) => usage(command, language)), words.plainText]
        .map(system);
    case "usage":
      return [system(usage(notice.command, language))];
    case "time": {
      const time = new Intl.DateTimeFormat(language, { timeStyle: "short" }).format(notice.at);
      return [system(words.time(time))];
    }
    case "name":
      return [system(words.name(notice.name))];
    case "not_here":
      return [system(words.notHere(slashed(notice.command, language)))];
    case "unknown": {
      // What was piped in comes back out here: it must not carry control characters along.
      const word = cleanLine(notice.word);
      const nearest = notice.nearest === undefined ? undefined : `/${notice.nearest}`;
      return [system(words.unknown(`/${word}`, nearest))];
    }
    default:
      return assertNever(notice);
  }
}

/** How one came in. */
function arrival({ again, resumed }: { readonly again: boolean; readonly resumed: boolean }) {
  if (resumed) return again ? "reconnected" : "returned";
  return again ? "seatedAnew" : "welcome";
}

function system(text: string): string {
  return `System: ${text}`;
}

function names(people: readonly Present[], language: Language): readonly string[] {
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
