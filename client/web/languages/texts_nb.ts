/**
 * The texts of the page in Norwegian Bokmål, the language that decides which texts there are. A
 * browser loads one language.
 *
 * @module
 */

import { MAX_NAME_CHARACTERS, MAX_TEXT_BYTES } from "../../../actors/protocol/limits.ts";
import type { ClosingReason, RefusalReason } from "../../../actors/protocol/frames.ts";
import { joinNames } from "../../languages/name_list.ts";
import type { Language } from "../../../actors/languages/languages.ts";
import type { CommandName } from "../../chat/commands.ts";
import type { Progress } from "../../chat/chat_log.ts";
import type { Ending, NotSentReason } from "../../connection/connection_events.ts";

/** Why there is no chat. */
export type ProblemKind =
  | RefusalReason
  | Extract<ClosingReason, "stopping" | "replaced" | "kicked">
  | Exclude<Ending["type"], "refused">;

/** Norwegian Bokmål. */
export const norwegian = {
  language: "nb" as Language,
  tagline: "En chat for to.",
  name: "Navn",
  join: "Bli med",
  room: (room: string) => `Rommet ${room}`,
  message: "Melding",
  placeholder: "Skriv en melding",
  send: "Send",
  conversation: "Samtale",
  menu: "Valg",
  /** The settings. */
  notifies: "Varsle når jeg ser et annet sted",
  /** The browser lacks notifications, or the person denied them. */
  cannotNotify: "Nettleseren tillater ikke varsler fra denne siden.",
  receipts: "Vis at jeg har lest",
  copyLink: "Kopier lenken",
  copied: "Lenken er kopiert",
  leave: "Gå ut",
  alone: "Ingen andre er her ennå",
  invite: "Send lenken til den du vil snakke med.",
  /** Instead of `invite`, where the page's own address works on this machine only. */
  inviteLocally: "Adressen som den andre bruker, står der serveren ble startet.",
  here: "her nå",
  /** `until` is when the seat is given up, if known. */
  away: (until: string | undefined) =>
    until === undefined ? "borte" : `borte, plassen holdes til ${until}`,
  typing: (names: readonly string[]) => `${joinNames(names, "og")} skriver`,
  /** Nobody is named if the name is empty. */
  paused: (name: string) =>
    `Venter på at ${name === "" ? "noen" : name} skal lese. Det du skriver, venter.`,
  connecting: "Kobler til …",
  disconnected: "Ingen forbindelse.",
  reconnected: "Tilkoblet igjen.",
  retryingIn: (seconds: number) => `Prøver igjen om ${seconds} s.`,
  retrying: "Prøver igjen nå …",
  tryNow: "Prøv nå",
  /** The number of unaccepted texts. */
  waiting: (count: number) => count === 1 ? "1 melding venter." : `${count} meldinger venter.`,
  problems: {
    room_full: "Rommet er fullt. Prøv igjen når noen har gått.",
    unsupported_version: "Serveren er en annen versjon enn siden. Last siden på nytt.",
    invalid_name:
      `Velg et navn på 1 til ${MAX_NAME_CHARACTERS} tegn, uten «: » i seg eller kolon ` +
      "til slutt, og ikke «Server» eller «System».",
    invalid_room: "Rommet i adressen kan ikke hete det. Rett adressen, eller be om en ny lenke.",
    stopping: "Serveren er stoppet. Prøv igjen når den er startet på nytt.",
    replaced: "Du fortsatte i en annen fane. Bare én om gangen kan ha plassen din.",
    kicked: "Verten har tatt deg ut av rommet.",
    closed: "Serveren lukket forbindelsen. Prøv igjen.",
    lost: "Forbindelsen kom ikke tilbake. Prøv igjen når nettet eller serveren er oppe.",
    unreachable: "Får ikke kontakt med serveren. Prøv igjen når den er startet.",
    no_greeting: "Det som svarer, er ikke en Tospann-server. Sjekk adressen.",
    left: "Du har gått ut.",
  } satisfies Record<ProblemKind, string>,
  tryAgain: "Prøv igjen",
  useHere: "Fortsett her",
  reload: "Last på nytt",
  startOver: "Bli med på nytt",
  /** The button that scrolls to the end. */
  newest: "Til det nyeste",
  newMessages: (count: number) => count === 1 ? "1 ny melding" : `${count} nye meldinger`,
  progress: {
    waiting: "Venter på serveren",
    accepted: "Sendt",
    delivered: "Levert",
    read: "Lest",
    rejected: "Ikke sendt",
  } satisfies Record<Progress, string>,
  today: "I dag",
  yesterday: "I går",
  joined: (name: string) => `${name} kom inn`,
  left: (name: string) => `${name} gikk`,
  lost: (name: string) => `${name} mistet forbindelsen`,
  returned: (name: string) => `${name} er tilbake`,
  renamed: (was: string, name: string) => `${was} heter nå ${name}`,
  resumed: "Meldingene går fram igjen",
  tooLong: (bytes: number) => `For lang: ${bytes} byte, maks ${MAX_TEXT_BYTES}. Kort den ned.`,
  tooMany: "For mange meldinger venter. Prøv igjen når noen er sendt.",
  /** Joins the last two names of a list. */
  and: "og",
  you: (name: string) => `${name} (deg)`,
  isAway: (name: string) => `${name} (borte)`,
  who: (names: readonly string[]) => `Her er ${joinNames(names, "og")}.`,
  /** Answers to commands. */
  measured: (ms: number) => `Svar fra serveren etter ${ms} ms.`,
  notConnected: "Det er ingen forbindelse akkurat nå. Prøv når den er tilbake.",
  time: (time: string) => `Klokken er ${time}.`,
  called: (name: string) => `Du heter «${name}».`,
  settings: {
    notify: (on: boolean) => `Nye meldinger varsles${on ? "" : " ikke lenger"}.`,
    receipts: (on: boolean) => `De andre ser ${on ? "" : "ikke lenger "}hva du har lest.`,
  },
  unknown: (word: string, nearest: string | undefined) =>
    `Ukjent kommando: /${word}. ${nearest === undefined ? "Se /hjelp." : `Mente du /${nearest}?`}` +
    " Ingenting ble sendt.",
  help: {
    help: "vis denne hjelpen",
    quit: "gå ut",
    who: "hvem som er her",
    nick: "hva du heter; /navn kari gir deg et annet navn",
    me: "si hva du gjør: /meg vinker blir *vinker*",
    clear: "tøm samtalen",
    ping: "mål svartiden til serveren",
    time: "hva klokken er",
    notify: "varsle om nye meldinger, eller la være",
    receipts: "vis at du har lest, eller la være",
  } satisfies Record<CommandName, string>,
  /** Which of each command's words in `commandWords` is shown. */
  commandWord: 0 as 0 | 1,
  notSent: {
    too_long: `Meldingen er for lang (maks ${MAX_TEXT_BYTES} byte) og ble ikke sendt.`,
    too_many: "For mange meldinger venter. Denne ble ikke sendt.",
    uncertain: "Denne ble ikke bekreftet, men kan ha kommet fram:",
    unsent: "Denne ble ikke sendt:",
    not_stored: "Denne ble sendt videre, men serveren fikk ikke lagret den:",
  } satisfies Record<NotSentReason, string>,
  /** The old seat was given up, so texts may be missing. */
  newSeat: "Du har fått en ny plass: det som ble sagt imens, kom ikke hit.",
};

/** The texts in one language. Norwegian decides which there are. */
export type PageTexts = typeof norwegian;
