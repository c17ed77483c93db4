/**
 * The texts in Norwegian bokmål that go over the network. Texts of terminals and command lines have
 * files of their own. The types of the texts are those of this language: a text that another one
 * lacks is a type error.
 *
 * @module
 */

import { nameRule, roomRule } from "./norwegian_command_line.ts";
import { client, server } from "./norwegian_terminal.ts";
import {
  type ClosingReason,
  type ErrorCode,
  PROTOCOL_VERSION,
  type RefusalReason,
} from "../protocol/frames.ts";
import { MAX_FRAME_ERRORS, MAX_TEXT_BYTES } from "../protocol/limits.ts";

const stopping = "Server: Serveren avsluttes.";
const idle =
  "Server: Du har vært stille så lenge at tilkoblingen lukkes. Koble til igjen når du vil.";
const invalidName = `Server: Navnet kan ikke brukes. Velg ${nameRule}.`;

function tooLong(maxBytes: number): string {
  return `Server: Meldingen er for lang (maks ${maxBytes} byte) og ble ikke sendt.`;
}

/**
 * Sent over the wire, to people in the chat. Each is one line that names its sender (`Server: …`,
 * `System: …`), since a plain client shows it unchanged.
 */
const wire = {
  joined: (name: string) => `System: Bruker ${name} har koblet seg til.`,
  left: (name: string) => `System: Bruker ${name} har forlatt chatten.`,
  lost: (name: string) =>
    `System: Bruker ${name} har mistet forbindelsen. Plassen holdes av en stund.`,
  returned: (name: string) => `System: Bruker ${name} er tilbake.`,
  renamed: (was: string, name: string) => `System: Bruker ${was} heter nå ${name}.`,
  /** To a plain client. */
  tooLong,
  flowPaused: (waitingFor: string) =>
    `Server: ${waitingFor} henger etter. Det du skriver, venter til ${waitingFor} er klar.`,
  flowResumed: "Server: Meldingene går fram igjen.",
  refused: {
    room_full: "Server: Beklager, chatrommet er fullt.",
    unsupported_version:
      `Server: Klienten din snakker en annen versjon. Bruk versjon ${PROTOCOL_VERSION}.`,
    invalid_name: invalidName,
    invalid_room: `Server: Rommet kan ikke hete det. Velg ${roomRule}.`,
    stopping,
  } satisfies Record<RefusalReason, string>,
  errors: {
    bad_frame: "Server: Rammen kunne ikke leses og ble ikke sendt. Se protokollen.",
    unknown_type: "Server: Rammens type er ukjent, så den ble ikke brukt. Se protokollen.",
    too_long: tooLong(MAX_TEXT_BYTES),
    duplicate_hello: "Server: Du er allerede med i rommet. Koble til på nytt for å bytte.",
    not_joined: "Server: Du er ikke med i et rom ennå. Send «hello» først.",
    not_stored:
      "Server: Meldingen er sendt videre, men kunne ikke lagres: den går tapt om serveren stopper nå.",
    invalid_name: invalidName,
  } satisfies Record<ErrorCode, string>,
  closing: {
    stopping,
    idle,
    failed: "Server: Det gikk noe galt hos oss, og tilkoblingen lukkes. Koble til igjen.",
    errors: `Server: Det kom ${MAX_FRAME_ERRORS} feil fra klienten din, og tilkoblingen lukkes.`,
    replaced: "Server: Plassen din brukes nå fra en annen tilkobling, så denne lukkes.",
    stalled:
      "Server: Det du fikk, ble ikke bekreftet på ett minutt. Koble til igjen for å ta plassen.",
    kicked: "Server: Du ble kastet ut av verten.",
  } satisfies Record<ClosingReason, string>,
};

/** Sent to browsers in place of the page. Each is one line. */
const http = {
  /** The request came so late that the server had taken the browser for a plain client. */
  late: "Nettleseren var sen med å spørre. Last siden på nytt.",
  /** The page's files are missing. `host` and `port` lead to this server. */
  noPage: (host: string, port: number) =>
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
export const norwegian = { wire, server, client, http };

/** Every text of Tospann in one language: those of the default language. */
export type Texts = typeof norwegian;
