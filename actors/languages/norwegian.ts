/**
 * The texts in Norwegian bokmål that go over the network. Texts of terminals and command lines have
 * files of their own.
 *
 * @module
 */

import type { HttpTexts, Texts, WireTexts } from "./catalogue.ts";
import { nameRule, roomRule } from "./norwegian_command_line.ts";
import { client, server } from "./norwegian_terminal.ts";
import { PROTOCOL_VERSION } from "../protocol/frames.ts";
import { MAX_FRAME_ERRORS, MAX_TEXT_BYTES } from "../protocol/limits.ts";

const chatFull = "Server: Beklager, chatrommet er fullt.";
const stopping = "Server: Serveren avsluttes.";
const idle =
  "Server: Du har vært stille så lenge at tilkoblingen lukkes. Koble til igjen når du vil.";
const invalidName = `Server: Navnet kan ikke brukes. Velg ${nameRule}.`;

function tooLong(maxBytes: number): string {
  return `Server: Meldingen er for lang (maks ${maxBytes} byte) og ble ikke sendt.`;
}

const wire: WireTexts = {
  chatFull,
  joined: (name) => `System: Bruker ${name} har koblet seg til.`,
  left: (name) => `System: Bruker ${name} har forlatt chatten.`,
  lost: (name) => `System: Bruker ${name} har mistet forbindelsen. Plassen holdes av en stund.`,
  returned: (name) => `System: Bruker ${name} er tilbake.`,
  renamed: (was, name) => `System: Bruker ${was} heter nå ${name}.`,
  stopping,
  tooLong,
  idle,
  flowPaused: (waitingFor) =>
    `Server: ${waitingFor} henger etter. Det du skriver, venter til ${waitingFor} er klar.`,
  flowResumed: "Server: Meldingene går fram igjen.",
  refused: {
    room_full: chatFull,
    unsupported_version:
      `Server: Klienten din snakker en annen versjon. Bruk versjon ${PROTOCOL_VERSION}.`,
    invalid_name: invalidName,
    invalid_room: `Server: Rommet kan ikke hete det. Velg ${roomRule}.`,
    stopping,
  },
  errors: {
    bad_frame: "Server: Rammen kunne ikke leses og ble ikke sendt. Se protokollen.",
    unknown_type: "Server: Rammens type er ukjent, så den ble ikke brukt. Se protokollen.",
    too_long: tooLong(MAX_TEXT_BYTES),
    duplicate_hello: "Server: Du er allerede med i rommet. Koble til på nytt for å bytte.",
    not_joined: "Server: Du er ikke med i et rom ennå. Send «hello» først.",
    not_stored:
      "Server: Meldingen er sendt videre, men kunne ikke lagres: den går tapt om serveren stopper nå.",
    invalid_name: invalidName,
  },
  closing: {
    stopping,
    idle,
    failed: "Server: Det gikk noe galt hos oss, og tilkoblingen lukkes. Koble til igjen.",
    errors: `Server: Det kom ${MAX_FRAME_ERRORS} feil fra klienten din, og tilkoblingen lukkes.`,
    replaced: "Server: Plassen din brukes nå fra en annen tilkobling, så denne lukkes.",
    stalled:
      "Server: Det du fikk, ble ikke bekreftet på ett minutt. Koble til igjen for å ta plassen.",
    kicked: "Server: Du ble kastet ut av verten.",
  },
};

const http: HttpTexts = {
  late: "Nettleseren var sen med å spørre. Last siden på nytt.",
  noPage: (host, port) =>
    `Siden er ikke bygd. Kjør «deno task build» der serveren er. Fra en terminal: nc ${host} ${port}`,
  unknownHost:
    "Serveren går ikke under det navnet. Bruk IP-adressen, eller start den med --allow-host NAVN.",
  otherOrigin: "Bare serverens egen side kan koble til her.",
  notFound: "Her er det ingenting. Chatten er på /",
  wrongMethod: "Bare GET og HEAD kan brukes her.",
  noUpgrade: "Dette er for WebSocket. Chatten er på /",
  badRequest: "Forespørselen var ikke til å forstå.",
  headTooSlow: "Forespørselen brukte for lang tid på å komme fram. Prøv igjen.",
  headTooLong: "Forespørselen er for lang.",
  stopping: "Serveren avsluttes.",
  failed: "Noe gikk galt hos oss. Prøv igjen.",
};

/** Norwegian bokmål, the default language. */
export const norwegian: Texts = { wire, server, client, http };
