/**
 * The client's settings, from its flags and environment. It must not know a terminal: the client
 * asks for missing settings elsewhere.
 *
 * @module
 */

import {
  anyText,
  type Command,
  type Environment,
  type FlagTable,
  LANGUAGE_FLAG,
  readCommandLine,
  wholeNumber,
} from "../../actors/command_line/flags.ts";
import { type Language, texts } from "../../actors/languages/languages.ts";
import { DEFAULT_ROOM } from "../../actors/protocol/frame_codec.ts";
import { parseName, parseRoomName } from "../../actors/protocol/names.ts";
import { DEFAULT_HOST, DEFAULT_PORT, parseAddress, type WrittenAddress } from "./server_address.ts";

/** The client's settings; one that is not given is `undefined`. */
export interface ClientOptions {
  readonly server: WrittenAddress | undefined;
  /** The port if the address has none of its own. */
  readonly port: number | undefined;
  readonly name: string | undefined;
  readonly room: string | undefined;
  readonly language: Language;
  /** Lines only, also on a terminal. */
  readonly linear: boolean;
  /** The file for the transcript. */
  readonly log: string | undefined;
}

/** What the command line asks for; `wrong` says in one line what is wrong with it. */
export type ParsedArguments =
  | { readonly type: "run"; readonly options: ClientOptions }
  | { readonly type: "help"; readonly text: string }
  | { readonly type: "wrong"; readonly text: string };

const FLAGS = {
  host: {
    parse: parseAddress,
    expected: ({ address }) => address,
    shownDefault: DEFAULT_HOST,
  },
  port: { ...wholeNumber(1, 65_535), shownDefault: String(DEFAULT_PORT) },
  name: { parse: parseName, expected: ({ name }) => name },
  room: { parse: parseRoomName, expected: ({ roomName }) => roomName, shownDefault: DEFAULT_ROOM },
  lang: LANGUAGE_FLAG,
  linear: {
    parse: (text) => !["0", "false"].includes(text),
    expected: ({ oneOf }) => oneOf(["true", "false"]),
    bare: true,
  },
  // TOSPANN_LOG is the server's: the form of its log (`text` or `json`).
  log: { ...anyText("file"), notInEnvironment: true },
} as const satisfies FlagTable;

const command: Command<typeof FLAGS> = {
  flags: FLAGS,
  word: "host",
  texts: (language) => texts[language].client,
  heading: ({ usage, purpose }) => [usage, purpose],
};

/**
 * Reads the client's command line.
 *
 * @param args The words after the command.
 */
export function parseArguments(args: readonly string[], env: Environment): ParsedArguments {
  const read = readCommandLine(command, args, env);
  if (read.type !== "run") return read;
  const { host, port, name, room, lang, linear, log } = read.values;
  return {
    type: "run",
    options: { server: host, port, name, room, language: lang, linear: linear ?? false, log },
  };
}
