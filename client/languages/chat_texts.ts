/**
 * What the terminal client says in the chat, in each language: answers to commands, and news of the
 * connection. `actors/languages/languages.ts` has the texts that it shares with the server, and
 * those of the command line.
 *
 * @module
 */

import { MAX_TEXT_BYTES } from "../../actors/protocol/limits.ts";
import type { LeaveReason } from "../../actors/protocol/frames.ts";
import type { Language } from "../../actors/languages/languages.ts";
import type { CommandName } from "../chat/commands.ts";
import type { NotSentReason } from "../connection/connection_events.ts";
import { joinNames } from "./name_list.ts";

const norwegian = {
  welcome: (you: string, room: string) => `Du er med i rommet «${room}» som «${you}».`,
  /** The person has the seat of an earlier run back. */
  returned: (you: string, room: string) =>
    `Du er tilbake på plassen din i rommet «${room}» som «${you}».`,
  disconnected: "Mistet forbindelsen til serveren, prøver igjen. Det du skriver nå, venter.",
  /** The client leaves once it is connected again. */
  leavingLater:
    "Går når forbindelsen er tilbake og alt er sendt. Trykk Ctrl-C for å gå med en gang.",
  /** The person has the same seat. */
  reconnected: () => "Tilkoblet igjen.",
  /** The person has another seat, because the server gave the old one up. */
  newSeat: (you: string) =>
    `Tilkoblet igjen, men på en ny plass, som «${you}»: det som ble sagt imens, kom ikke hit.`,
  others: (names: readonly string[]) =>
    names.length === 0 ? "Ingen andre er her ennå." : `Her er også ${joinNames(names, "og")}.`,
  who: (names: readonly string[]) => `Her er ${joinNames(names, "og")}.`,
  /** Without a connection. */
  whoWas: (names: readonly string[]) =>
    `Det er ingen forbindelse til serveren akkurat nå. Sist var ${joinNames(names, "og")} her.`,
  you: (name: string) => `${name} (deg)`,
  away: (name: string) => `${name} (borte)`,
  someone: "noen",
  /** A member is gone, and did not leave by choice. */
  gone: {
    lost: (name: string) => `Bruker ${name} mistet forbindelsen og kom ikke tilbake.`,
    idle: (name: string) => `Bruker ${name} var stille for lenge og ble koblet fra.`,
    kicked: (name: string) => `Bruker ${name} ble kastet ut av verten.`,
  } satisfies Record<Exclude<LeaveReason, "quit">, (name: string) => string>,
  measured: (ms: number) => `Svar fra serveren etter ${ms} ms.`,
  notConnected: "Det er ingen forbindelse til serveren akkurat nå. Prøv når den er tilbake.",
  time: (time: string) => `Klokken er ${time}.`,
  name: (name: string) => `Du heter «${name}». Et annet navn får du med /navn NAVN.`,
  newName: (name: string) => `Du heter nå «${name}».`,
  /** `rule` says what a name may be. */
  invalidName: (rule: string) => `Det kan ikke brukes som navn. Velg ${rule}.`,
  notify: (on: boolean): string =>
    on ? "Nye meldinger varsles." : "Nye meldinger varsles ikke lenger.",
  receipts: (on: boolean): string =>
    on ? "De andre får vite hva du har lest." : "De andre får ikke lenger vite hva du har lest.",
  notSent: {
    too_long: () => `Meldingen er for lang (maks ${MAX_TEXT_BYTES} byte) og ble ikke sendt.`,
    too_many: () => "For mange meldinger venter på serveren. Denne ble ikke sendt.",
    uncertain: (text: string) =>
      `Denne ble ikke bekreftet, men kan ha kommet fram, og sendes ikke igjen av seg selv: ${text}`,
    unsent: (text: string) => `Denne ble ikke sendt: ${text}`,
    not_stored: (text: string) =>
      `Denne ble sendt videre, men serveren fikk ikke lagret den: ${text}`,
  } satisfies Record<NotSentReason, (text: string) => string>,
  /** The person has left, and these texts wait for the next run. */
  stillWaiting: (count: number) =>
    count === 1
      ? "1 melding er ikke sendt. Den sendes når du starter klienten igjen med samme navn."
      : `${count} meldinger er ikke sendt. De sendes når du starter klienten igjen med samme navn.`,
  notHere: (command: string) => `${command} har ingen virkning når chatten vises linje for linje.`,
  /** For the line-by-line view. */
  noReceipts:
    "Når chatten vises linje for linje, vet ingen hva du har lest, så de andre får det aldri vite.",
  unknown: (word: string, nearest: string | undefined) =>
    `Ukjent kommando: ${word}. ` +
    (nearest === undefined ? "Skriv /hjelp for å se dem som finnes." : `Mente du ${nearest}?`) +
    " Ingenting ble sendt.",
  help: {
    help: "vis denne hjelpen",
    quit: "gå; bare avslutt, uten skråstrek, virker også",
    who: "hvem som er her",
    nick: "hva du heter; /navn kari gir deg et annet navn",
    me: "si hva du gjør: /meg vinker blir *vinker*",
    clear: "tøm skjermen",
    ping: "mål svartiden til serveren",
    time: "hva klokken er",
    notify: "varsle om nye meldinger, eller la være",
    receipts: "fortell at du har lest, eller la være",
  } satisfies Record<CommandName, string>,
  /** How to send a text that looks like a command. */
  plainText: "En tekst som skal begynne med skråstrek, skrives med to: //slik.",
  /**
   * A client that is killed could not take its seat back. `reason` comes from the operating system.
   */
  cannotSaveSeat: (reason: string) =>
    `Plassen din kan ikke tas vare på her (${reason}). Chatten går som ellers, men blir klienten avbrutt, er plassen tapt.`,
  /** The transcript cannot be written. `reason` comes from the operating system. */
  transcriptFailed: (reason: string) =>
    `Loggen din kan ikke skrives lenger (${reason}). Chatten går som ellers, men det som sies nå, kommer ikke i loggen.`,
  /** The answer to a question is not valid. `expected` says what is. */
  badAnswer: (answer: string, expected: string) =>
    `«${answer}» kan ikke brukes. Skriv ${expected}.`,
  /** The server closed the connection, perhaps with words of its own. */
  closed: (address: string, words: string) =>
    `Serveren på ${address} lukket forbindelsen${words === "" ? "." : `: ${words}`}`,
  /** Something else than a Tospann server answers. */
  noGreeting: (address: string) => `Det som svarer på ${address}, er ikke en Tospann-server.`,
};

/** The texts in one language. Norwegian decides which there are. */
export type ChatTexts = typeof norwegian;

const english: ChatTexts = {
  welcome: (you, room) => `You are in the room “${room}” as “${you}”.`,
  returned: (you, room) => `You are back in your seat in the room “${room}” as “${you}”.`,
  disconnected: "Lost the connection to the server, trying again. What you write now waits.",
  leavingLater:
    "Leaving when the connection is back and all is sent. Press Ctrl-C to leave at once.",
  reconnected: () => "Connected again.",
  newSeat: (you) =>
    `Connected again, but in a new seat, as “${you}”: what was said meanwhile did not come here.`,
  others: (names) =>
    names.length === 0 ? "Nobody else is here yet." : `Also here: ${joinNames(names, "and")}.`,
  who: (names) => `Here: ${joinNames(names, "and")}.`,
  whoWas: (names) =>
    `There is no connection to the server just now. Last here: ${joinNames(names, "and")}.`,
  you: (name) => `${name} (you)`,
  away: (name) => `${name} (away)`,
  someone: "someone",
  gone: {
    lost: (name) => `User ${name} lost the connection and did not come back.`,
    idle: (name) => `User ${name} was silent for too long and was disconnected.`,
    kicked: (name) => `User ${name} was removed by the host.`,
  },
  measured: (ms) => `The server answered after ${ms} ms.`,
  notConnected: "There is no connection to the server just now. Try when it is back.",
  time: (time) => `It is ${time}.`,
  name: (name) => `You are “${name}”. To change it: /nick NAME.`,
  newName: (name) => `You are now called “${name}”.`,
  invalidName: (rule) => `That cannot be used as a name. Choose ${rule}.`,
  notify: (on) => on ? "New messages are announced." : "New messages are no longer announced.",
  receipts: (on) =>
    on
      ? "The others are told what you have read."
      : "The others are no longer told what you have read.",
  notSent: {
    too_long: () => `The message is too long (at most ${MAX_TEXT_BYTES} bytes) and was not sent.`,
    too_many: () => "Too many messages are waiting for the server. This one was not sent.",
    uncertain: (text) =>
      `This was not confirmed but may have arrived, and is not sent again by itself: ${text}`,
    unsent: (text) => `This was not sent: ${text}`,
    not_stored: (text) => `This was passed on, but the server could not store it: ${text}`,
  },
  stillWaiting: (count) =>
    count === 1
      ? "1 message is not sent. It is sent when you start the client again with the same name."
      : `${count} messages are not sent. They are sent when you start the client again with the same name.`,
  notHere: (command) => `${command} has no effect when the chat is shown line by line.`,
  noReceipts:
    "When the chat is shown line by line, nobody knows what you have read, so the others are never told.",
  unknown: (word, nearest) =>
    `Unknown command: ${word}. ` +
    (nearest === undefined ? "Type /help to see those there are." : `Did you mean ${nearest}?`) +
    " Nothing was sent.",
  help: {
    help: "show this help",
    quit: "leave; just avslutt, without a slash, works too",
    who: "who is here",
    nick: "what you are called; /nick kari gives you another name",
    me: "say what you do: /me waves becomes *waves*",
    clear: "clear the screen",
    ping: "measure the round trip",
    time: "what time it is",
    notify: "announce new messages, or stop it",
    receipts: "tell that you have read, or stop it",
  },
  plainText: "To send a text that begins with a slash, type two: //like this.",
  cannotSaveSeat: (reason) =>
    `Your seat cannot be kept here (${reason}). The chat goes on as usual, but if the client is killed, the seat is lost.`,
  transcriptFailed: (reason) =>
    `Your log cannot be written any more (${reason}). The chat goes on as usual, but what is said now is not in the log.`,
  badAnswer: (answer, expected) => `“${answer}” cannot be used. Type ${expected}.`,
  closed: (address, words) =>
    `The server at ${address} closed the connection${words === "" ? "." : `: ${words}`}`,
  noGreeting: (address) => `What answers at ${address} is not a Tospann server.`,
};

/** The texts in every language. */
export const chatTexts: Readonly<Record<Language, ChatTexts>> = { nb: norwegian, en: english };
