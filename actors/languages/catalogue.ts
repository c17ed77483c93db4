/**
 * What every language must have words for. A text that one of them lacks is a type error. It knows who reads a text
 * and what is put into it; it must not know any language.
 *
 * @module
 */

import type { ClosingReason, ErrorCode, RefusalReason } from "../protocol/frames.ts";

/** All that Tospann says, in one language. */
export interface Texts {
  /** What goes over the wire, to people in the chat. */
  readonly wire: WireTexts;
  /** The server's own terminal. */
  readonly server: ServerTexts;
  /** The terminal client. */
  readonly client: ClientTexts;
  /** What the server says to browsers, where that is not the page. */
  readonly http: HttpTexts;
}

/**
 * What goes over the wire. Each is one line that names its sender (`Server: …`, `System: …`): a plain client shows it
 * as it comes.
 */
export interface WireTexts {
  readonly chatFull: string;
  readonly joined: (name: string) => string;
  readonly left: (name: string) => string;
  readonly lost: (name: string) => string;
  readonly returned: (name: string) => string;
  readonly renamed: (was: string, name: string) => string;
  readonly stopping: string;
  /** To a plain client, whose texts are its lines. */
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

/** What a command line may be told about itself. `flag` is as it was typed, with its dashes. */
export interface FlagTexts<Flag extends string> {
  readonly unknownFlag: (flag: string) => string;
  /** `expected` is one of {@linkcode expected}. */
  readonly badValue: (flag: string, value: string, expected: string) => string;
  /** A flag that takes a value stands alone. */
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

/** What the server says to browsers. Each is one line, alone on what would be a page. */
export interface HttpTexts {
  /** It asked after it had been taken for somebody who writes plain text. */
  readonly late: string;
  /** The page's files are not there; `host` and `port` lead to this server. */
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

/** What the server's terminal shows. An `address` is `127.0.0.1:59538` or `[::1]:59538`. */
export interface ServerTexts extends FlagTexts<ServerFlag> {
  readonly starting: string;
  readonly listening: (address: string) => string;
  readonly otherPersonUses: (address: string) => string;
  readonly accepted: (address: string, clients: number) => string;
  readonly connected: (address: string) => string;
  readonly rejectedFull: (address: string) => string;
  /** From `ip` there are `max` connections; `refused` more were closed since it was last told. */
  readonly crowded: (ip: string, max: number, refused: number) => string;
  readonly disconnected: (address: string, clients: number) => string;
  readonly received: (address: string, text: string) => string;
  readonly stoppingManually: string;
  readonly closingClients: string;
  readonly closingSocket: string;
  /** `crashes`: how many there have been. */
  readonly workerCrashed: (address: string, crashes: number) => string;
  /** A part of the server that was started again; `error` is for whoever mends it. */
  readonly broken: (what: string, error: string) => string;
  /** `free` is a port that is not taken. */
  readonly portInUse: (address: string, free: number) => string;
  readonly cannotListen: (reason: string) => string;
  /** Why the store, in `folder`, cannot be had or written, and what to do: a whole sentence. */
  readonly storeProblems: {
    readonly inUse: (folder: string) => string;
    readonly newer: (folder: string) => string;
    readonly damaged: (folder: string) => string;
    readonly full: (folder: string) => string;
    readonly unwritable: (folder: string, reason: string) => string;
  };
  /** The server does not start; `problem` is one of {@linkcode storeProblems}. */
  readonly storeUnopened: (problem: string) => string;
  /** The server goes on; `problem` is one of {@linkcode storeProblems}. */
  readonly storeFailing: (problem: string) => string;
  readonly storeWell: string;
  readonly gaveUp: string;
  /** Answers to what the host types. */
  readonly operator: OperatorTexts;
}

/** What the host, who may type at the server's terminal, is told. */
export interface OperatorTexts {
  /** Once, when the terminal is ready. */
  readonly hint: string;
  /** Instead of that, where the server was started in the background. */
  readonly inBackground: string;
  /** In the empty line, when Ctrl-C has taken away what stood there. */
  readonly stopHint: string;
  /** Instead of `count` of the server's lines, which the terminal did not take in time. */
  readonly leftOut: (count: number) => string;
  /** Each a line. */
  readonly help: readonly string[];
  /** An `address` is empty where it is not known. */
  readonly person: (
    name: string,
    room: string,
    address: string,
    dialect: "plain" | "framed",
  ) => string;
  /** `seconds`: how long the seat is still kept. */
  readonly lostPerson: (name: string, room: string, seconds: number) => string;
  readonly nobodyThere: string;
  /** Something was said, and nobody is there to hear it. */
  readonly nobodyHeard: string;
  /** Something was said, and is not kept for this one. */
  readonly missed: (name: string, room: string) => string;
  readonly tooLong: (maxBytes: number, maxLines: number) => string;
  readonly kicked: (name: string, room: string) => string;
  readonly nobodyCalled: (name: string) => string;
  readonly kickWhom: string;
  /** Somebody is called so in several rooms; each is a {@linkcode kickOne}. */
  readonly severalCalled: (name: string) => string;
  /** What to type for one of them; `who` is the name and the room. */
  readonly kickOne: (who: string) => string;
  /** What was typed has had no answer, and gets none. */
  readonly unanswered: string;
  /** Too much that was typed waits for its answer. */
  readonly busy: string;
  /** `error` is for whoever mends it. */
  readonly failed: (error: string) => string;
  /** `word` and `nearest`, the one that it may have been meant to be, are without the slash. */
  readonly unknownCommand: (word: string, nearest: string | undefined) => string;
}

/** What the terminal client shows. */
export interface ClientTexts extends FlagTexts<ClientFlag> {
  readonly askAddress: (byDefault: string) => string;
  readonly askName: string;
  readonly nameMissing: string;
  /** To a script: some of its lines did not reach anybody. */
  readonly notAllSent: string;
  /** The person's own log; `reason` is the system's own. */
  readonly cannotLog: (file: string, reason: string) => string;
  readonly cannotConnect: (address: string) => string;
  readonly lostConnection: (address: string) => string;
  /** After the server's own words on why. */
  readonly refused: Readonly<Record<RefusalReason, string>>;
}
