/**
 * What Tospann says in Norwegian bokmål. Lines that the seed had are its own, to the letter: its clients and whoever
 * reads its log know them.
 *
 * @module
 */

import type {
  ClientTexts,
  FlagTexts,
  HttpTexts,
  ServerTexts,
  Texts,
  WireTexts,
} from "./catalogue.ts";
import { PROTOCOL_VERSION } from "../protocol/frames.ts";
import {
  MAX_FRAME_ERRORS,
  MAX_NAME_CHARACTERS,
  MAX_ROOM_NAME_CHARACTERS,
  MAX_TEXT_BYTES,
} from "../protocol/limits.ts";

const chatFull = "Server: Beklager, chatrommet er fullt.";
const stopping = "Server: Serveren avsluttes.";
const idle =
  "Server: Du har vært stille så lenge at tilkoblingen lukkes. Koble til igjen når du vil.";
const nameRule =
  `et navn på 1 til ${MAX_NAME_CHARACTERS} tegn, uten «: » i seg eller kolon til slutt, og ikke «Server» eller «System»`;
const invalidName = `Server: Navnet kan ikke brukes. Velg ${nameRule}.`;
const roomRule = `et romnavn på 1 til ${MAX_ROOM_NAME_CHARACTERS} tegn`;

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

const flags: Omit<FlagTexts<never>, "help"> = {
  unknownFlag: (flag) => `Ukjent flagg: ${flag}. Se --help for dem som finnes.`,
  badValue: (flag, value, expected) => `Ugyldig verdi for ${flag}: «${value}». Oppgi ${expected}.`,
  missingValue: (flag, expected) => `${flag} mangler en verdi. Oppgi ${expected}.`,
  unexpectedArgument: (argument) => `Uventet argument: «${argument}». Se --help for bruken.`,
  expected: {
    wholeNumber: (from, to) => `et heltall fra ${from} til ${to}`,
    oneOf: (values) => `en av: ${values.join(", ")}`,
    address: "en adresse, for eksempel 127.0.0.1 eller localhost",
    folder: "en mappe, eller :memory: for ingen",
    hostNames: "navn uten port, med komma imellom, for eksempel chat.example.org",
    file: "en fil, for eksempel samtale.txt",
    name: nameRule,
    roomName: roomRule,
  },
};

const server: ServerTexts = {
  ...flags,
  starting: "[STARTER] Serveren starter...",
  listening: (address) => `[LYTTER] Serveren lytter på ${address}`,
  otherPersonUses: (address) =>
    `Den andre åpner http://${address}/, eller kobler til ${address} med klienten eller nc`,
  accepted: (address, clients) =>
    `[AKSEPTERT] Ny tilkobling fra ${address}. Antall klienter: ${clients}`,
  connected: (address) => `[NY TILKOBLING] ${address} koblet til.`,
  rejectedFull: (address) => `[AVVIST] Server full. Avviste tilkobling fra ${address}`,
  crowded: (host, max, refused) =>
    `[AVVIST] Det er ${max} tilkoblinger fra ${host} allerede. Avvist siden sist: ${refused}`,
  disconnected: (address, clients) => `[${address}] Koblet fra. Antall klienter: ${clients}`,
  received: (address, text) => `Mottatt fra [${address}]: ${text}`,
  stoppingManually: "[AVSLUTTER] Serveren avsluttes manuelt.",
  closingClients: "Lukker alle klienttilkoblinger...",
  closingSocket: "Lukker server socket.",
  workerCrashed: (address, crashes) =>
    `[FEIL] Det som betjente ${address}, krasjet (nr. ${crashes}). Bare den tilkoblingen er lukket.`,
  broken: (what, error) => `[FEIL] ${what} feilet og ble startet på nytt: ${error}`,
  portInUse: (address, free) =>
    `[FEIL] ${address} er allerede i bruk. Stopp det som bruker porten, eller velg en annen, som --port ${free}.`,
  cannotListen: (reason) =>
    `[FEIL] Serveren kan ikke lytte: ${reason}. Prøv en annen --host eller --port.`,
  storeProblems: {
    inUse: (folder) =>
      `En annen server bruker mappen ${folder}. Stopp den, eller velg en annen mappe med --data.`,
    newer: (folder) =>
      `Mappen ${folder} er skrevet av en nyere Tospann. Bruk den versjonen, eller velg en annen mappe med --data.`,
    damaged: (folder) =>
      `Databasen i mappen ${folder} er skadet eller ikke fra Tospann. Flytt tospann.db bort derfra, eller velg en annen mappe med --data.`,
    full: (folder) => `Disken med mappen ${folder} er full. Frigjør plass på den.`,
    unwritable: (folder, reason) =>
      `Kan ikke skrive i mappen ${folder}: ${reason}. Sjekk rettighetene, eller velg en annen mappe med --data.`,
  },
  storeUnopened: (problem) => `[FEIL] Serveren starter ikke. ${problem}`,
  storeFailing: (problem) =>
    `[FEIL] Det som sies, blir ikke lagret nå: det kommer fram, men det som ikke er levert, går tapt om serveren stopper. ${problem}`,
  storeWell: "[LAGRET] Det som sies, blir lagret igjen.",
  gaveUp: "[FEIL] Serveren feilet for ofte og gir opp. Start den på nytt.",
  host: {
    hint: "Det du skriver her, går til alle. /hjelp viser kommandoene.",
    inBackground:
      "Startet i bakgrunnen: det du skriver her, går ingen steder. Start uten & for å skrive til alle.",
    stopHint: "Ctrl-C igjen stopper serveren, Ctrl-Y henter teksten tilbake.",
    leftOut: (count) => count === 1 ? "… 1 linje ble ikke vist" : `… ${count} linjer ble ikke vist`,
    help: [
      "Det du skriver, går til alle som «Server: …». Begynner det med skråstrek, skriv to.",
      "/hvem: hvem som er med",
      "/kast NAVN: kast ut den som heter det; heter flere det, skriv rommet bak navnet",
      "/stopp: stopp serveren",
      "/hjelp: vis dette",
    ],
    person: (name, room, address, dialect) =>
      `${name} i rommet ${room}` + (address === "" || address === name ? "" : `, fra ${address}`) +
      (dialect === "plain" ? " (ren tekst)" : ""),
    lostPerson: (name, room, seconds) =>
      `${name} i rommet ${room}, falt ut: plassen holdes i ${seconds} s til`,
    nobodyThere: "Ingen er med nå.",
    nobodyHeard: "Ingen er med nå, så ingen fikk det.",
    missed: (name, room) =>
      `${name} i rommet ${room} fikk det ikke: der venter det for mye fra før.`,
    tooLong: (maxBytes, maxLines) =>
      `Det er for langt, og ble ikke sagt. Kort det ned til ${maxBytes} byte og ${maxLines} linjer.`,
    kicked: (name, room) => `${name} er kastet ut av rommet ${room}.`,
    nobodyCalled: (name) => `Ingen heter «${name}» her. /hvem viser hvem som er med.`,
    kickWhom: "Hvem? Skriv /kast NAVN. /hvem viser hvem som er med.",
    severalCalled: (name) => `Flere heter «${name}». Skriv den du mener:`,
    kickOne: (who) => `/kast ${who}`,
    unanswered: "Serveren svarte ikke på det du skrev. Prøv /hvem, og så igjen.",
    busy: "Mye av det du skrev, venter på svar ennå. Dette ble ikke gjort: prøv igjen om litt.",
    failed: (error) => `[FEIL] Det du skrev, gikk galt hos oss: ${error}`,
    unknownCommand: (word, nearest) =>
      `/${word} er ingen kommando, og ble ikke sagt. ` +
      (nearest === undefined
        ? "/hjelp viser dem som finnes."
        : `Mente du /${nearest}? /hjelp viser alle.`),
  },
  help: {
    usage: "Bruk: deno task server [flagg]",
    purpose: "En chat for to. Den andre kobler til fra en terminal, med klienten eller nc.",
    flags: {
      host: "adressen serveren lytter på",
      port: "porten serveren lytter på; 0 velger en ledig",
      lang: "språket serveren bruker: nb eller en",
      capacity: "antall plasser i et rom",
      "idle-timeout": "sekunder før en taus klient uten rammer kobles fra; 0 er aldri",
      "seat-hold": "sekunder plassen til en klient som falt ut, holdes av",
      "max-workers": "hvor mange Web Workers som høyst betjener klienter",
      "max-per-address":
        "hvor mange tilkoblinger én nettadresse høyst kan ha; maskinens egne er frie",
      "allow-host": "navn som nettlesere når serveren med, foruten localhost og adresser",
      "show-messages": "vis hver melding her i terminalen",
      log: "loggens form: text (linjer) eller json (ett objekt per linje)",
      data: "mappen for plasser og det som ikke er levert; :memory: for ingen",
      help: "vis denne hjelpen",
    },
    defaultIs: (value) => `(ellers ${value})`,
    footer:
      "Hvert flagg kan også settes som miljøvariabel, for eksempel TOSPANN_IDLE_TIMEOUT. Flagget vinner.",
  },
};

const client: ClientTexts = {
  ...flags,
  askAddress: (byDefault) => `Serverens adresse [${byDefault}]:`,
  askName: "Navn:",
  nameMissing: "Navnet mangler. Oppgi det med --name.",
  notAllSent: "Ikke alt ble sendt. Linjene over sier hva, og hvorfor.",
  cannotLog: (file, reason) =>
    `Kan ikke skrive loggen i «${file}»: ${reason}. Velg en annen fil med --log.`,
  cannotConnect: (address) =>
    `Får ikke kontakt med ${address}. Sjekk adressen, og at serveren er startet.`,
  lostConnection: (address) =>
    `Mistet forbindelsen til ${address} og fikk den ikke tilbake. Prøv igjen når serveren er oppe.`,
  refused: {
    room_full: "Rommet er fullt. Prøv igjen når noen har gått, eller velg et annet med --room.",
    unsupported_version:
      "Serveren snakker en annen versjon. Bruk samme versjon av Tospann som den.",
    invalid_name: `Serveren godtar ikke navnet. Oppgi ${nameRule} med --name.`,
    invalid_room: `Serveren godtar ikke romnavnet. Oppgi ${roomRule} med --room.`,
    stopping: "Serveren er i ferd med å stoppe. Prøv igjen når den er startet på nytt.",
  },
  help: {
    usage: "Bruk: deno task client [ADRESSE[:PORT]] [flagg]",
    purpose: "Bli med i chatten på en server. Det som mangler, blir du spurt om.",
    flags: {
      host: "serverens adresse",
      port: "serverens port",
      name: "navnet den andre ser",
      room: "rommet du vil inn i",
      lang: "språket klienten bruker: nb eller en",
      linear: "bare linjer, uten statuslinje og farger; for skjermlesere",
      log: "en fil som det som sies, føyes til, med dato og klokkeslett",
      help: "vis denne hjelpen",
    },
    defaultIs: (value) => `(ellers ${value})`,
    footer:
      "Hvert flagg kan også settes i miljøet (TOSPANN_NAME). Skriv avslutt eller trykk Ctrl-D for å gå, og /hjelp for resten.",
  },
};

const web: HttpTexts = {
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

/** Norwegian bokmål, the language Tospann speaks unless told otherwise. */
export const norwegian: Texts = { wire, server, client, web };
