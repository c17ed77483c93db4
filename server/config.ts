/**
 * The server's settings, from its flags and environment. Pure: both are given to it.
 *
 * @module
 */

import {
  anyText,
  type Command,
  type Environment,
  type Flag,
  LANGUAGE_FLAG,
  oneOf,
  readCommandLine,
  wholeNumber,
} from "../actors/command_line/flags.ts";
import { type Language, texts } from "../actors/languages/languages.ts";
import { isHostName } from "./http/allowed_hosts.ts";

/** A server's settings, checked. Times are in milliseconds. */
export interface ServerConfig {
  readonly host: string;
  readonly port: number;
  readonly language: Language;
  readonly capacity: number;
  readonly idleTimeout: number;
  readonly maxWorkers: number;
  readonly maxPerAddress: number;
  /** Names by which browsers may reach the server, in lower case. */
  readonly allowHosts: readonly string[];
  readonly showMessages: boolean;
  readonly log: "text" | "json";
  readonly seatHold: number;
  /** The store's folder; `null`: nothing outlives the server. */
  readonly data: string | null;
}

/** What the flags ask for. */
export type Parsed =
  | { readonly type: "config"; readonly config: ServerConfig }
  /** The help, or one line that says what is wrong, in the operator's language. */
  | { readonly type: "help" | "wrong"; readonly text: string };

/** Names without port, separated by commas. */
const hostNames: Flag<readonly string[]> = {
  parse(text) {
    const names = text.split(",").map((name) => name.trim().toLowerCase())
      .filter((name) => name !== "");
    return names.every(isHostName) ? names : undefined;
  },
  expected: (expected) => expected.hostNames,
};

const onOrOff: Flag<boolean> = {
  parse(text) {
    if (["on", "true", "1"].includes(text)) return true;
    return ["off", "false", "0"].includes(text) ? false : undefined;
  },
  expected: (expected) => expected.oneOf(["on", "off"]),
};

/** Times are in seconds, as people say them. */
const FLAGS = {
  host: { ...anyText("address"), byDefault: "0.0.0.0" },
  port: { ...wholeNumber(0, 65_535), byDefault: "65432" },
  lang: LANGUAGE_FLAG,
  // A room writes each text to each seat, so a large room is another program.
  capacity: { ...wholeNumber(1, 16), byDefault: "2" },
  "idle-timeout": { ...wholeNumber(0, 86_400), byDefault: "0" },
  "seat-hold": { ...wholeNumber(0, 86_400), byDefault: "120" },
  // Each worker takes several megabytes.
  "max-workers": { ...wholeNumber(1, 1_024), byDefault: "32" },
  // A household or an office shares one address, and each person may have several connections open.
  "max-per-address": { ...wholeNumber(1, 65_535), byDefault: "64" },
  "allow-host": { ...hostNames, repeats: true },
  "show-messages": { ...onOrOff, byDefault: "off", alone: "on" },
  log: { ...oneOf(["text", "json"]), byDefault: "text" },
  data: { ...anyText("folder"), byDefault: ".tospann" },
} as const;

const command: Command<typeof FLAGS> = {
  flags: FLAGS,
  texts: (language) => texts[language].server,
  heading: ({ purpose, usage }) => [purpose, "", usage],
};

/**
 * Reads the server's command line.
 *
 * @param args The words after the command.
 */
export function parseConfig(args: readonly string[], env: Environment): Parsed {
  const read = readCommandLine(command, args, env);
  if (read.type !== "run") return read;
  const { values } = read;
  return {
    type: "config",
    config: {
      host: values.host,
      port: values.port,
      language: values.lang,
      capacity: values.capacity,
      idleTimeout: values["idle-timeout"] * 1_000,
      maxWorkers: values["max-workers"],
      maxPerAddress: values["max-per-address"],
      allowHosts: values["allow-host"] ?? [],
      showMessages: values["show-messages"],
      log: values.log,
      seatHold: values["seat-hold"] * 1_000,
      data: values.data === ":memory:" ? null : values.data,
    },
  };
}
