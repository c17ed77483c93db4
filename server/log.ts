/**
 * The log's events, and how each reads: a line in the operator's language, or one JSON object a
 * line. It must not know where lines go.
 *
 * @module
 */

import type { JournalMessage } from "../actors/messages/room.ts";
import { type Language, texts } from "../actors/languages/languages.ts";
import type { Start } from "../actors/runtime/actor.ts";
import { describeProblem, type StoreProblem } from "./store/problems.ts";

/**
 * What the operator may want to know. An `address` is `127.0.0.1:59538`.
 *
 * - `crowded`: the ip `host` has `max` connections. The server closed `refused` more of them, or of
 *   other such ips, since it last said so.
 * - `crashed`: the session of a client crashed. It is the `crashes`-th crash since the start.
 * - `storeFailing`: the store cannot write in `folder`. `storeWell` ends that.
 * - `linesLeftOut`: the reader of the log was slow, and `count` lines were dropped.
 */
export type ServerEvent =
  | {
    readonly type:
      | "starting"
      | "storeWell"
      | "stopping"
      | "closingClients"
      | "closingSocket"
      | "gaveUp";
  }
  | {
    readonly type: "listening" | "reachable" | "connected" | "rejected";
    readonly address: string;
  }
  | {
    readonly type: "accepted" | "disconnected";
    readonly address: string;
    readonly clients: number;
  }
  | {
    readonly type: "crowded";
    readonly host: string;
    readonly max: number;
    readonly refused: number;
  }
  | { readonly type: "received"; readonly address: string; readonly text: string }
  | {
    readonly type: "crashed";
    readonly address: string;
    readonly error: string;
    readonly crashes: number;
  }
  | { readonly type: "broken"; readonly what: string; readonly error: string }
  | { readonly type: "storeFailing"; readonly folder: string; readonly problem: StoreProblem }
  | { readonly type: "linesLeftOut"; readonly count: number };

/** Takes an event. */
export type Report = (event: ServerEvent) => void;

/** One line for people, in the operator's language. */
export function formatText(event: ServerEvent, language: Language): string {
  const words = texts[language].server;
  switch (event.type) {
    case "listening":
    case "reachable":
    case "connected":
    case "rejected":
      return words[event.type](event.address);
    case "accepted":
    case "disconnected":
      return words[event.type](event.address, event.clients);
    case "crowded":
      return words.crowded(event.host, event.max, event.refused);
    case "received":
      return words.received(event.address, event.text);
    case "crashed":
      return words.crashed(event.address, event.crashes);
    case "broken":
      return words.broken(event.what, event.error);
    case "storeFailing":
      return words.storeFailing(describeProblem(event.problem, event.folder, language));
    case "linesLeftOut":
      return words.operator.leftOut(event.count);
    default:
      return words[event.type];
  }
}

/** Levels of the events that report a failure. */
const LEVELS: Partial<Record<ServerEvent["type"], string>> = {
  crashed: "ERROR",
  broken: "ERROR",
  storeFailing: "ERROR",
  gaveUp: "FATAL",
};

/**
 * One JSON object on one line.
 *
 * @param time Milliseconds since 1970.
 */
export function formatJson({ type, ...properties }: ServerEvent, time: number): string {
  return JSON.stringify({
    "@timestamp": new Date(time).toISOString(),
    level: LEVELS[type] ?? "INFO",
    message: type,
    logger: "tospann",
    properties,
  });
}

/** Starts the actor that shows the operator what clients say, if the operator asked for it. */
export function startJournal(report: Report): Start<JournalMessage> {
  return () => ({
    receive({ address, texts }) {
      for (const text of texts) report({ type: "received", address, text });
    },
  });
}
