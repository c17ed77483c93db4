/**
 * The texts that each language must have. A missing text is a type error. It says who reads a text
 * and which values it contains; it must not know any language.
 *
 * @module
 */

import type { ClosingReason, ErrorCode, RefusalReason } from "../protocol/frames.ts";

/** Every text of Tospann in one language. */
export interface Texts {
  /** Sent over the wire, to people in the chat. */
  readonly wire: WireTexts;
  /** The server's own terminal. */
  readonly server: ServerTexts;
  /** The terminal client. */
  readonly client: ClientTexts;
  /** Sent to browsers in place of the page. */
  readonly http: HttpTexts;
}

/**
 * Texts sent over the wire. Each is one line that names its sender (`Server: …`, `System: …`),
 * since a plain client shows it unchanged.
 */
export interface WireTexts {
  readonly chatFull: string;
  readonly joined: (name: string) => string;
  readonly left: (name: string) => string;
  readonly lost: (name: string) => string;
  readonly returned: (name: string) => string;
  readonly renamed: (was: string, name: string) => string;
  readonly stopping: string;
  /** To a plain client. */
  readonly tooLong: (maxBytes: number) => string;
  readonly idle: string;
  readonly flowPaused: (waitingFor: string) => string;
  readonly flowResumed: string;
  readonly refused: Readonly<Record<RefusalReason, string>>;
  readonly errors: Readonly<Record<ErrorCode, string>>;
  readonly closing: Readonly<Record<ClosingReason, string>>;
}

/** A flag of the server. */
export type ServerFlag =
  | "host"
  | "port"
  | "lang"
  | "capacity"
  | "idle-timeout"
  | "seat-hold"
  | "max-workers"
  | "max-per-address"
  | "allow-host"
  | "show-messages"
  | "log"
  | "data"
  | "help";

/** A flag of the client. */
export type ClientFlag = "host" | "port" | "name" | "room" | "lang" | "linear" | "log" | "help";

/** Help and errors of a command line. `flag` is as it was typed, with its dashes. */
export interface FlagTexts<Flag extends string> {
  readonly unknownFlag: (flag: string) => string;
  /** `expected` is one of {@linkcode expected}. */
  readonly badValue: (flag: string, value: string, expected: string) => string;
  /** A flag lacks its value. */
  readonly missingValue: (flag: string, expected: string) => string;
  readonly unexpectedArgument: (argument: string) => string;
  readonly expected: {
    readonly wholeNumber: (from: number, to: number) => string;
    readonly oneOf: (values: readonly string[]) => string;
    readonly address: string;
    readonly folder: string;
    readonly hostNames: string;
    readonly file: string;
    readonly name: string;
    readonly roomName: string;
  };
  readonly help: {
    readonly usage: string;
    readonly purpose: string;
    readonly flags: Readonly<Record<Flag, string>>;
    readonly defaultIs: (value: string) => string;
    /** The last line. */
    readonly footer: string;
  };
}

/** Texts for browsers in place of a page. Each is one line. */
export interface HttpTexts {
  /** The request came so late that the server had taken the browser for a plain client. */
  readonly late: string;
  /** The page's files are missing. `host` and `port` lead to this server. */
  readonly noPage: (host: string, port: number) => string;
  readonly unknownHost: string;
  readonly otherOrigin: string;
  readonly notFound: string;
  readonly wrongMethod: string;
  readonly noUpgrade: string;
  readonly badRequest: string;
  readonly headTooSlow: string;
  readonly headTooLong: string;
  readonly stopping: string;
  readonly failed: string;
}

/** Texts of the server's terminal. An `address` is `127.0.0.1:59538` or `[::1]:59538`. */
export interface ServerTexts extends FlagTexts<ServerFlag> {
  readonly starting: string;
  readonly listening: (address: string) => string;
  readonly otherPersonUses: (address: string) => string;
  readonly accepted: (address: string, clients: number) => string;
  readonly connected: (address: string) => string;
  readonly rejectedFull: (address: string) => string;
  /** `ip` has `max` connections. `refused` more were closed since the last such line. */
  readonly crowded: (ip: string, max: number, refused: number) => string;
  readonly disconnected: (address: string, clients: number) => string;
  readonly received: (address: string, text: string) => string;
  readonly stoppingManually: string;
  readonly closingClients: string;
  readonly closingSocket: string;
  /** `crashes`: the number so far. */
  readonly workerCrashed: (address: string, crashes: number) => string;
  /** A part of the server was restarted. `error` is for developers. */
  readonly broken: (what: string, error: string) => string;
  /** `free` is an unused port. */
  readonly portInUse: (address: string, free: number) => string;
  readonly cannotListen: (reason: string) => string;
  /** Why the store in `folder` cannot be opened or written, and what to do: whole sentences. */
  readonly storeProblems: {
    readonly inUse: (folder: string) => string;
    readonly newer: (folder: string) => string;
    readonly damaged: (folder: string) => string;
    readonly full: (folder: string) => string;
    readonly unwritable: (folder: string, reason: string) => string;
  };
  /** The server does not start. `problem` is one of {@linkcode storeProblems}. */
  readonly storeUnopened: (problem: string) => string;
  /** The server goes on. `problem` is one of {@linkcode storeProblems}. */
  readonly storeFailing: (problem: string) => string;
  readonly storeWell: string;
  readonly gaveUp: string;
  /** Answers to the operator. */
  readonly operator: OperatorTexts;
}

/** Texts for the operator, the person at the server's terminal. */
export interface OperatorTexts {
  /** Shown once, when the terminal is ready. */
  readonly hint: string;
  /** Shown in place of `hint` if the server was started in the background. */
  readonly inBackground: string;
  /** Shown after Ctrl-C has emptied the line. */
  readonly stopHint: string;
  /** Shown in place of `count` lines that the terminal was too slow to take. */
  readonly leftOut: (count: number) => string;
  /** One line each. */
  readonly help: readonly string[];
  /** `address` is empty if it is unknown. */
  readonly person: (
    name: string,
    room: string,
    address: string,
    dialect: "plain" | "framed",
  ) => string;
  /** `seconds`: how much longer the seat is kept. */
  readonly lostPerson: (name: string, room: string, seconds: number) => string;
  readonly nobodyThere: string;
  /** A text reached nobody, since nobody is there. */
  readonly nobodyHeard: string;
  /** A text was not kept for this person. */
  readonly missed: (name: string, room: string) => string;
  readonly tooLong: (maxBytes: number, maxLines: number) => string;
  readonly kicked: (name: string, room: string) => string;
  readonly nobodyCalled: (name: string) => string;
  readonly kickWhom: string;
  /** Several people have the name; a {@linkcode kickOne} for each follows. */
  readonly severalCalled: (name: string) => string;
  /** What to type for one of them. `who` is the name and the room. */
  readonly kickOne: (who: string) => string;
  /** A command got no answer in time. */
  readonly unanswered: string;
  /** Too many commands wait for their answers. */
  readonly busy: string;
  /** `error` is for developers. */
  readonly failed: (error: string) => string;
  /** `word`, and `nearest`, the command that it probably meant, are without the slash. */
  readonly unknownCommand: (word: string, nearest: string | undefined) => string;
}

/** Texts of the terminal client. */
export interface ClientTexts extends FlagTexts<ClientFlag> {
  readonly askAddress: (byDefault: string) => string;
  readonly askName: string;
  readonly nameMissing: string;
  /** To a script: some of its lines did not reach anyone. */
  readonly notAllSent: string;
  /** About the person's own log. `reason` comes from the operating system. */
  readonly cannotLog: (file: string, reason: string) => string;
  readonly cannotConnect: (address: string) => string;
  readonly lostConnection: (address: string) => string;
  /** Shown after the server's own reason. */
  readonly refused: Readonly<Record<RefusalReason, string>>;
}
