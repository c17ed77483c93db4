/**
 * What the screen says outside the log, in each language. The texts in the log are in
 * `chat_texts.ts`.
 *
 * @module
 */

import type { Language } from "../../../actors/languages/languages.ts";
import { joinNames } from "../../languages/name_list.ts";

/** The texts in one language. They are short, because they have to fit into the status line. */
export interface ScreenTexts {
  readonly connecting: (address: string) => string;
  readonly alone: string;
  readonly here: (names: readonly string[]) => string;
  /** Stands for `count` more names at the end of a list. */
  readonly more: (count: number) => string;
  /** The seat is kept until then, if that is known. */
  readonly away: (name: string, until: string | undefined) => string;
  /** The short form. */
  readonly awayInShort: (name: string, until: string) => string;
  readonly typing: (names: readonly string[]) => string;
  /** The name is empty if the server gives none. */
  readonly paused: (name: string) => string;
  readonly retryingIn: (seconds: number) => string;
  /** The short form. The dot before it says that the client is offline. */
  readonly retriesIn: (seconds: number) => string;
  readonly retrying: string;
  /** How many texts the server has not accepted. */
  readonly waiting: (count: number) => string;
  readonly leaveHint: string;
  readonly tooLong: (bytes: number, most: number) => string;
  readonly leaving: string;
  readonly leaveNow: string;
  readonly stay: string;
  readonly full: string;
  readonly pasteCut: string;
  /** There is no room for what the person types. */
  readonly noRoom: string;
  /** The keys that nobody would find by trying. */
  readonly keys: string;
  /** In the empty line, before anybody has said anything. */
  readonly placeholder: string;
}

const norwegian: ScreenTexts = {
  connecting: (address) => `Kobler til ${address} …`,
  alone: "Ingen andre er her ennå",
  here: (names) => `${joinNames(names, "og")} er her`,
  more: (count) => `${count} til`,
  away: (name, until) =>
    `${name} er borte${until === undefined ? "" : `, plassen holdes til ${until}`}`,
  awayInShort: (name, until) => `${name} borte, plassen holdes til ${until}`,
  typing: (names) => `${joinNames(names, "og")} skriver …`,
  paused: (name) => name === "" ? "Venter på at noen skal lese" : `Venter på at ${name} skal lese`,
  retryingIn: (seconds) => `Frakoblet, prøver igjen om ${seconds} s`,
  retriesIn: (seconds) => `Prøver igjen om ${seconds} s`,
  retrying: "Frakoblet, prøver nå …",
  waiting: (count) => `${count} venter`,
  leaveHint: "Ctrl-C en gang til for å gå",
  tooLong: (bytes, most) => `For lang: ${bytes} byte, maks ${most}. Kort den ned.`,
  leaving: "Går når alt er sendt",
  leaveNow: "Ctrl-C: gå nå",
  stay: "Esc: bli",
  full: "For mange meldinger venter. Prøv igjen når noen er sendt.",
  pasteCut: "Det du limte inn, var for langt. Slutten kom ikke med.",
  noRoom: "Det er ikke plass til mer her. Kort ned teksten.",
  keys: "Alt-Enter: ny linje · Tab: fullfør · pil opp: forrige · Ctrl-C to ganger: gå",
  placeholder: "Skriv en melding, eller /hjelp",
};

const english: ScreenTexts = {
  connecting: (address) => `Connecting to ${address} …`,
  alone: "Nobody else is here yet",
  here: (names) => `${joinNames(names, "and")} ${names.length === 1 ? "is" : "are"} here`,
  more: (count) => `${count} more`,
  away: (name, until) =>
    `${name} is away${until === undefined ? "" : `, seat kept until ${until}`}`,
  awayInShort: (name, until) => `${name} away, seat kept until ${until}`,
  typing: (names) => `${joinNames(names, "and")} ${names.length === 1 ? "is" : "are"} typing …`,
  paused: (name) => name === "" ? "Waiting for someone to read" : `Waiting for ${name} to read`,
  retryingIn: (seconds) => `Offline, retrying in ${seconds} s`,
  retriesIn: (seconds) => `Retrying in ${seconds} s`,
  retrying: "Offline, retrying now …",
  waiting: (count) => `${count} waiting`,
  leaveHint: "Ctrl-C once more to leave",
  tooLong: (bytes, most) => `Too long: ${bytes} bytes, at most ${most}. Make it shorter.`,
  leaving: "Leaving when all is sent",
  leaveNow: "Ctrl-C: now",
  stay: "Esc: stay",
  full: "Too many messages are waiting. Try again when some have been sent.",
  pasteCut: "What you pasted was too long. Its end was left out.",
  noRoom: "There is no room for more here. Make it shorter.",
  keys: "Alt-Enter: new line · Tab: complete · up: previous · Ctrl-C twice: leave",
  placeholder: "Write a message, or /help",
};

/** The texts in every language. */
export const screenTexts: Readonly<Record<Language, ScreenTexts>> = {
  nb: norwegian,
  en: english,
};
