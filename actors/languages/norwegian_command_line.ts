/**
 * Texts of the command lines in Norwegian bokmål: their help, and errors in arguments.
 *
 * @module
 */

import { MAX_NAME_CHARACTERS, MAX_ROOM_NAME_CHARACTERS } from "../protocol/limits.ts";

/** The rule for a person's name. */
export const nameRule =
  `et navn på 1 til ${MAX_NAME_CHARACTERS} tegn, uten «: » i seg eller kolon til slutt, og ikke «Server» eller «System»`;

/** The rule for a room's name. */
export const roomRule = `et romnavn på 1 til ${MAX_ROOM_NAME_CHARACTERS} tegn`;

const flags = {
  unknownFlag: (flag: string) => `Ukjent flagg: ${flag}. Se --help for dem som finnes.`,
  badValue: (flag: string, value: string, expected: string) =>
    `Ugyldig verdi for ${flag}: «${value}». Oppgi ${expected}.`,
  missingValue: (flag: string, expected: string) => `${flag} mangler en verdi. Oppgi ${expected}.`,
  unexpectedArgument: (argument: string) =>
    `Uventet argument: «${argument}». Se --help for bruken.`,
  expected: {
    wholeNumber: (from: number, to: number) => `et heltall fra ${from} til ${to}`,
    oneOf: (values: readonly string[]) => `en av: ${values.join(", ")}`,
    address: "en adresse, for eksempel 127.0.0.1 eller localhost",
    folder: "en mappe, eller :memory: for ingen",
    hostNames: "navn uten port, med komma imellom, for eksempel chat.example.org",
    file: "en fil, for eksempel samtale.txt",
    name: nameRule,
    roomName: roomRule,
  },
};

/** The server's command line. */
export const serverFlags = {
  ...flags,
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
    defaultIs: (value: string) => `(ellers ${value})`,
    footer:
      "Hvert flagg kan også settes som miljøvariabel, for eksempel TOSPANN_IDLE_TIMEOUT. Flagget vinner.",
  },
};

/** The client's command line. */
export const clientFlags = {
  ...flags,
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
    defaultIs: (value: string) => `(ellers ${value})`,
    footer:
      "Hvert flagg kan også settes i miljøet (TOSPANN_NAME). Skriv avslutt eller trykk Ctrl-D for å gå, og /hjelp for resten.",
  },
};
