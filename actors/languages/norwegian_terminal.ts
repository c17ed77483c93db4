/**
 * Texts of the terminals in Norwegian bokmål: the server's, its operator's and the client's.
 *
 * @module
 */

import type { RefusalReason } from "../protocol/frames.ts";
import { clientFlags, nameRule, roomRule, serverFlags } from "./norwegian_command_line.ts";

/** The server's terminal. An `address` is `127.0.0.1:59538` or `[::1]:59538`. */
export const server = {
  ...serverFlags,
  starting: "[STARTER] Serveren starter...",
  listening: (address: string) => `[LYTTER] Serveren lytter på ${address}`,
  reachable: (address: string) =>
    `Den andre åpner http://${address}/, eller kobler til ${address} med klienten eller nc`,
  accepted: (address: string, clients: number) =>
    `[AKSEPTERT] Ny tilkobling fra ${address}. Antall klienter: ${clients}`,
  connected: (address: string) => `[NY TILKOBLING] ${address} koblet til.`,
  rejected: (address: string) => `[AVVIST] Server full. Avviste tilkobling fra ${address}`,
  /** `ip` has `max` connections. `refused` more were closed since the last such line. */
  crowded: (ip: string, max: number, refused: number) =>
    `[AVVIST] Det er ${max} tilkoblinger fra ${ip} allerede. Avvist siden sist: ${refused}`,
  disconnected: (address: string, clients: number) =>
    `[${address}] Koblet fra. Antall klienter: ${clients}`,
  received: (address: string, text: string) => `Mottatt fra [${address}]: ${text}`,
  stopping: "[AVSLUTTER] Serveren avsluttes manuelt.",
  closingClients: "Lukker alle klienttilkoblinger...",
  closingSocket: "Lukker server socket.",
  /** `crashes`: the number so far. */
  crashed: (address: string, crashes: number) =>
    `[FEIL] Det som betjente ${address}, krasjet (nr. ${crashes}). Bare den tilkoblingen er lukket.`,
  /** A part of the server was restarted. `error` is for developers. */
  broken: (what: string, error: string) => `[FEIL] ${what} feilet og ble startet på nytt: ${error}`,
  /** `free` is an unused port. */
  portInUse: (address: string, free: number) =>
    `[FEIL] ${address} er allerede i bruk. Stopp det som bruker porten, eller velg en annen, som --port ${free}.`,
  cannotListen: (reason: string) =>
    `[FEIL] Serveren kan ikke lytte: ${reason}. Prøv en annen --host eller --port.`,
  /** Why the store in `folder` cannot be opened or written, and what to do: whole sentences. */
  storeProblems: {
    inUse: (folder: string) =>
      `En annen server bruker mappen ${folder}. Stopp den, eller velg en annen mappe med --data.`,
    newer: (folder: string) =>
      `Mappen ${folder} er skrevet av en nyere Tospann. Bruk den versjonen, eller velg en annen mappe med --data.`,
    damaged: (folder: string) =>
      `Databasen i mappen ${folder} er skadet eller ikke fra Tospann. Flytt tospann.db bort derfra, eller velg en annen mappe med --data.`,
    full: (folder: string) => `Disken med mappen ${folder} er full. Frigjør plass på den.`,
    unwritable: (folder: string, reason: string) =>
      `Kan ikke skrive i mappen ${folder}: ${reason}. Sjekk rettighetene, eller velg en annen mappe med --data.`,
  },
  /** The server does not start. `problem` is one of `storeProblems`. */
  storeUnopened: (problem: string) => `[FEIL] Serveren starter ikke. ${problem}`,
  /** The server goes on. `problem` is one of `storeProblems`. */
  storeFailing: (problem: string) =>
    `[FEIL] Det som sies, blir ikke lagret nå: det kommer fram, men det som ikke er levert, går tapt om serveren stopper. ${problem}`,
  storeWell: "[LAGRET] Det som sies, blir lagret igjen.",
  gaveUp: "[FEIL] Serveren feilet for ofte og gir opp. Start den på nytt.",
  /** Answers to the operator, the person at this terminal. */
  operator: {
    /** Shown once, when the terminal is ready. */
    hint: "Det du skriver her, går til alle. /hjelp viser kommandoene.",
    /** Shown in place of `hint` if the server was started in the background. */
    inBackground:
      "Startet i bakgrunnen: det du skriver her, går ingen steder. Start uten & for å skrive til alle.",
    /** Shown after Ctrl-C has emptied the line. */
    stopHint: "Ctrl-C igjen stopper serveren, Ctrl-Y henter teksten tilbake.",
    /** Shown in place of `count` lines that the terminal was too slow to take. */
    leftOut: (count: number) =>
      count === 1 ? "… 1 linje ble ikke vist" : `… ${count} linjer ble ikke vist`,
    /** One line each. */
    help: [
      "Det du skriver, går til alle som «Server: …». Begynner det med skråstrek, skriv to.",
      "/hvem: hvem som er med",
      "/kast NAVN: kast ut den som heter det; heter flere det, skriv rommet bak navnet",
      "/stopp: stopp serveren",
      "/hjelp: vis dette",
    ],
    /** `address` is empty if it is unknown. */
    person: (name: string, room: string, address: string, dialect: "plain" | "framed") =>
      `${name} i rommet ${room}` + (address === "" || address === name ? "" : `, fra ${address}`) +
      (dialect === "plain" ? " (ren tekst)" : ""),
    /** `seconds`: how much longer the seat is kept. */
    lostPerson: (name: string, room: string, seconds: number) =>
      `${name} i rommet ${room}, falt ut: plassen holdes i ${seconds} s til`,
    nobodyThere: "Ingen er med nå.",
    /** A text reached nobody, since nobody is there. */
    nobodyHeard: "Ingen er med nå, så ingen fikk det.",
    /** A text was not kept for this person. */
    missed: (name: string, room: string) =>
      `${name} i rommet ${room} fikk det ikke: der venter det for mye fra før.`,
    tooLong: (maxBytes: number, maxLines: number) =>
      `Det er for langt, og ble ikke sagt. Kort det ned til ${maxBytes} byte og ${maxLines} linjer.`,
    kicked: (name: string, room: string) => `${name} er kastet ut av rommet ${room}.`,
    nobodyCalled: (name: string) => `Ingen heter «${name}» her. /hvem viser hvem som er med.`,
    kickWhom: "Hvem? Skriv /kast NAVN. /hvem viser hvem som er med.",
    /** Several people have the name; a `kickOne` for each follows. */
    severalCalled: (name: string) => `Flere heter «${name}». Skriv den du mener:`,
    /** What to type for one of them. `who` is the name and the room. */
    kickOne: (who: string) => `/kast ${who}`,
    /** A command got no answer in time. */
    unanswered: "Serveren svarte ikke på det du skrev. Prøv /hvem, og så igjen.",
    /** Too many commands wait for their answers. */
    busy: "Mye av det du skrev, venter på svar ennå. Dette ble ikke gjort: prøv igjen om litt.",
    /** `error` is for developers. */
    failed: (error: string) => `[FEIL] Det du skrev, gikk galt hos oss: ${error}`,
    /** `word`, and `nearest`, the command that it probably meant, are without the slash. */
    unknownCommand: (word: string, nearest: string | undefined) =>
      `/${word} er ingen kommando, og ble ikke sagt. ` +
      (nearest === undefined
        ? "/hjelp viser dem som finnes."
        : `Mente du /${nearest}? /hjelp viser alle.`),
  },
};

/** The client's terminal. */
export const client = {
  ...clientFlags,
  askAddress: (byDefault: string) => `Serverens adresse [${byDefault}]:`,
  askName: "Navn:",
  nameMissing: "Navnet mangler. Oppgi det med --name.",
  /** To a script: some of its lines did not reach anyone. */
  notAllSent: "Ikke alt ble sendt. Linjene over sier hva, og hvorfor.",
  /** About the person's own log. `reason` comes from the operating system. */
  cannotLog: (file: string, reason: string) =>
    `Kan ikke skrive loggen i «${file}»: ${reason}. Velg en annen fil med --log.`,
  cannotConnect: (address: string) =>
    `Får ikke kontakt med ${address}. Sjekk adressen, og at serveren er startet.`,
  lostConnection: (address: string) =>
    `Mistet forbindelsen til ${address} og fikk den ikke tilbake. Prøv igjen når serveren er oppe.`,
  /** Shown after the server's own reason. */
  refused: {
    room_full: "Rommet er fullt. Prøv igjen når noen har gått, eller velg et annet med --room.",
    unsupported_version:
      "Serveren snakker en annen versjon. Bruk samme versjon av Tospann som den.",
    invalid_name: `Serveren godtar ikke navnet. Oppgi ${nameRule} med --name.`,
    invalid_room: `Serveren godtar ikke romnavnet. Oppgi ${roomRule} med --room.`,
    stopping: "Serveren er i ferd med å stoppe. Prøv igjen når den er startet på nytt.",
  } satisfies Record<RefusalReason, string>,
};
