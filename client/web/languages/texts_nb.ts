/**
 * The texts of the page in Norwegian Bokmål.
 *
 * @module
 */

import { MAX_NAME_CHARACTERS, MAX_TEXT_BYTES } from "../../../actors/protocol/limits.ts";
import { joinNames } from "../../languages/name_list.ts";
import type { PageTexts } from "./texts.ts";

/** Norwegian Bokmål. */
export const norwegian: PageTexts = {
  language: "nb",
  tagline: "En chat for to.",
  name: "Navn",
  join: "Bli med",
  room: (room) => `Rommet ${room}`,
  message: "Melding",
  placeholder: "Skriv en melding",
  send: "Send",
  conversation: "Samtale",
  menu: "Valg",
  notifies: "Varsle når jeg ser et annet sted",
  cannotNotify: "Nettleseren tillater ikke varsler fra denne siden.",
  receipts: "Vis at jeg har lest",
  copyLink: "Kopier lenken",
  copied: "Lenken er kopiert",
  leave: "Gå ut",
  alone: "Ingen andre er her ennå",
  invite: "Send lenken til den du vil snakke med.",
  inviteLocally: "Adressen som den andre bruker, står der serveren ble startet.",
  here: "her nå",
  away: (until) => until === undefined ? "borte" : `borte, plassen holdes til ${until}`,
  typing: (names) => `${joinNames(names, "og")} skriver`,
  paused: (name) =>
    `Venter på at ${name === "" ? "noen" : name} skal lese. Det du skriver, venter.`,
  connecting: "Kobler til …",
  disconnected: "Ingen forbindelse.",
  reconnected: "Tilkoblet igjen.",
  retryingIn: (seconds) => `Prøver igjen om ${seconds} s.`,
  retrying: "Prøver igjen nå …",
  tryNow: "Prøv nå",
  waiting: (count) => count === 1 ? "1 melding venter." : `${count} meldinger venter.`,
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
  },
  tryAgain: "Prøv igjen",
  useHere: "Fortsett her",
  reload: "Last på nytt",
  startOver: "Bli med på nytt",
  newest: "Til det nyeste",
  newMessages: (count) => count === 1 ? "1 ny melding" : `${count} nye meldinger`,
  progress: {
    waiting: "Venter på serveren",
    accepted: "Sendt",
    delivered: "Levert",
    read: "Lest",
    rejected: "Ikke sendt",
  },
  today: "I dag",
  yesterday: "I går",
  joined: (name) => `${name} kom inn`,
  left: (name) => `${name} gikk`,
  lost: (name) => `${name} mistet forbindelsen`,
  returned: (name) => `${name} er tilbake`,
  renamed: (was, name) => `${was} heter nå ${name}`,
  resumed: "Meldingene går fram igjen",
  tooLong: (bytes) => `For lang: ${bytes} byte, maks ${MAX_TEXT_BYTES}. Kort den ned.`,
  tooMany: "For mange meldinger venter. Prøv igjen når noen er sendt.",
  and: "og",
  you: (name) => `${name} (deg)`,
  isAway: (name) => `${name} (borte)`,
  who: (names) => `Her er ${joinNames(names, "og")}.`,
  measured: (ms) => `Svar fra serveren etter ${ms} ms.`,
  notConnected: "Det er ingen forbindelse akkurat nå. Prøv når den er tilbake.",
  time: (time) => `Klokken er ${time}.`,
  called: (name) => `Du heter «${name}».`,
  settings: {
    notify: (on) => `Nye meldinger varsles${on ? "" : " ikke lenger"}.`,
    receipts: (on) => `De andre ser ${on ? "" : "ikke lenger "}hva du har lest.`,
  },
  unknown: (word, nearest) =>
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
  },
  commandWord: 0,
  notSent: {
    too_long: `Meldingen er for lang (maks ${MAX_TEXT_BYTES} byte) og ble ikke sendt.`,
    too_many: "For mange meldinger venter. Denne ble ikke sendt.",
    uncertain: "Denne ble ikke bekreftet, men kan ha kommet fram:",
    unsent: "Denne ble ikke sendt:",
    not_stored: "Denne ble sendt videre, men serveren fikk ikke lagret den:",
  },
  newSeat: "Du har fått en ny plass: det som ble sagt imens, kom ikke hit.",
};
