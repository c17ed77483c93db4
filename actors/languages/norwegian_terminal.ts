/**
 * Texts of the terminals in Norwegian bokmål: the server's, its operator's and the client's.
 *
 * @module
 */

import type { ClientTexts, ServerTexts } from "./catalogue.ts";
import { clientFlags, nameRule, roomRule, serverFlags } from "./norwegian_command_line.ts";

/** The server's terminal. */
export const server: ServerTexts = {
  ...serverFlags,
  starting: "[STARTER] Serveren starter...",
  listening: (address) => `[LYTTER] Serveren lytter på ${address}`,
  otherPersonUses: (address) =>
    `Den andre åpner http://${address}/, eller kobler til ${address} med klienten eller nc`,
  accepted: (address, clients) =>
    `[AKSEPTERT] Ny tilkobling fra ${address}. Antall klienter: ${clients}`,
  connected: (address) => `[NY TILKOBLING] ${address} koblet til.`,
  rejectedFull: (address) => `[AVVIST] Server full. Avviste tilkobling fra ${address}`,
  crowded: (ip, max, refused) =>
    `[AVVIST] Det er ${max} tilkoblinger fra ${ip} allerede. Avvist siden sist: ${refused}`,
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
  operator: {
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
};

/** The client's terminal. */
export const client: ClientTexts = {
  ...clientFlags,
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
};
