/**
 * What the host is told: the seed's lines in the host's language, or one JSON object a line. It prints what it is
 * given, and knows nothing of what it means.
 *
 * @module
 */

import { configureSync, getLogger, jsonLinesFormatter, type Logger } from "@logtape/logtape";
import type { JournalMessage } from "../actors/messages/messages.ts";
import { type Language, texts } from "../actors/languages/languages.ts";
import { assertNever } from "../actors/encoding/assert_never.ts";
import type { Start } from "../actors/runtime/actor.ts";
import { describeProblem, type StoreProblem } from "./store/problems.ts";

/** What happens that a host may want to know. An `address` is `127.0.0.1:59538`. */
export type ServerEvent =
  | { readonly type: "starting" }
  | { readonly type: "listening"; readonly address: string }
  | { readonly type: "reachable"; readonly address: string }
  | { readonly type: "accepted"; readonly address: string; readonly clients: number }
  | { readonly type: "connected"; readonly address: string }
  | { readonly type: "rejected"; readonly address: string }
  /** There are `max` connections from the network address `host`; so many more were closed since it was last told. */
  | {
    readonly type: "crowded";
    readonly host: string;
    readonly max: number;
    readonly refused: number;
  }
  | { readonly type: "disconnected"; readonly address: string; readonly clients: number }
  | { readonly type: "received"; readonly address: string; readonly text: string }
  /** What served a client; `crashes`: the how-manieth since the start. */
  | {
    readonly type: "crashed";
    readonly address: string;
    readonly error: string;
    readonly crashes: number;
  }
  | { readonly type: "broken"; readonly what: string; readonly error: string }
  /** Nothing can be kept, in `folder`, until it is told `storeWell`. */
  | {
    readonly type: "storeFailing";
    readonly folder: string;
    readonly problem: StoreProblem;
  }
  | { readonly type: "storeWell" }
  | { readonly type: "stopping" }
  | { readonly type: "closingClients" }
  | { readonly type: "closingSocket" }
  | { readonly type: "gaveUp" };

/** Takes what happens. */
export type Report = (event: ServerEvent) => void;

/** The seed's lines. */
export function textReport(language: Language, print: (line: string) => void): Report {
  return (event) => print(describe(event, language));
}

/** One JSON object a line, by LogTape: its level, time, message and what the event tells. */
export function jsonReport(print: (line: string) => void): Report {
  configureSync({
    reset: true,
    sinks: { lines: (record) => print(jsonLinesFormatter(record).trimEnd()) },
    loggers: [
      { category: "tospann", lowestLevel: "info", sinks: ["lines"] },
      { category: ["logtape", "meta"], lowestLevel: "fatal", sinks: ["lines"] },
    ],
  });
  const logger = getLogger("tospann");
  return ({ type, ...properties }) => logAt(logger, type)(type, properties);
}

function logAt(logger: Logger, type: ServerEvent["type"]) {
  switch (type) {
    case "crashed":
    case "broken":
    case "storeFailing":
      return logger.error.bind(logger);
    case "gaveUp":
      return logger.fatal.bind(logger);
    default:
      return logger.info.bind(logger);
  }
}

/** The actor that shows the host what is said, where the host has asked for it. */
export function startJournal(report: Report): Start<JournalMessage> {
  return () => ({
    receive({ address, texts }) {
      for (const text of texts) report({ type: "received", address, text });
    },
  });
}

function describe(event: ServerEvent, language: Language): string {
  const words = texts[language].server;
  switch (event.type) {
    case "starting":
      return words.starting;
    case "listening":
      return words.listening(event.address);
    case "reachable":
      return words.otherPersonUses(event.address);
    case "accepted":
      return words.accepted(event.address, event.clients);
    case "connected":
      return words.connected(event.address);
    case "rejected":
      return words.rejectedFull(event.address);
    case "crowded":
      return words.crowded(event.host, event.max, event.refused);
    case "disconnected":
      return words.disconnected(event.address, event.clients);
    case "received":
      return words.received(event.address, event.text);
    case "crashed":
      return words.workerCrashed(event.address, event.crashes);
    case "broken":
      return words.broken(event.what, event.error);
    case "storeFailing":
      return words.storeFailing(describeProblem(event.problem, event.folder, language));
    case "storeWell":
      return words.storeWell;
    case "stopping":
      return words.stoppingManually;
    case "closingClients":
      return words.closingClients;
    case "closingSocket":
      return words.closingSocket;
    case "gaveUp":
      return words.gaveUp;
    default:
      assertNever(event);
  }
}
