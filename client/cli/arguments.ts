/**
 * The client's command line: flags first, then their environment variables. It must not know a terminal: what is
 * missing here is asked for elsewhere.
 *
 * @module
 */

import { parseArgs } from "@std/cli";
import { parseName, parseRoomName } from "../../actors/protocol/names.ts";
import { isLanguage, type Language, LANGUAGES, texts } from "../../actors/languages/languages.ts";
import { parseAddress, parsePort, type WrittenAddress } from "./server_address.ts";

/** What the command line says; what it leaves out is `undefined`. */
export interface ClientOptions {
  readonly server: WrittenAddress | undefined;
  /** Counts where the address has no port of its own. */
  readonly port: number | undefined;
  readonly name: string | undefined;
  readonly room: string | undefined;
  readonly language: Language;
  /** Lines only, also on a terminal. */
  readonly linear: boolean;
  /**
   * The file that what is said is added to. Only the flag says so: `TOSPANN_LOG` is the server's, and says what form its
   * log has (`text` or `json`).
   */
  readonly log: string | undefined;
}

/** What to do about a command line. */
export type ParsedArguments =
  | { readonly type: "run"; readonly options: ClientOptions }
  | { readonly type: "help"; readonly language: Language }
  /** With one line that says what is wrong, in the language chosen. */
  | { readonly type: "wrong"; readonly message: string };

/** Looks up an environment variable. */
export type Environment = (name: string) => string | undefined;

/** The client's language unless told otherwise: the server's. */
export const DEFAULT_LANGUAGE: Language = "nb";

const VALUE_FLAGS = ["host", "port", "name", "room", "lang", "log"] as const;

/** A flag that takes a value. */
type ValueFlag = typeof VALUE_FLAGS[number];

/** A value, and what the person would look for to change it. */
interface Given {
  readonly source: string;
  readonly value: string;
}

/** What was written, before any of it is judged. */
interface Written {
  readonly values: Readonly<Record<ValueFlag, Given | undefined>>;
  readonly linear: boolean;
  readonly help: boolean;
  readonly unknownFlags: readonly string[];
  readonly extraWords: readonly string[];
}

/**
 * Reads the command line.
 *
 * @param args What follows the command.
 * @param env The environment: `TOSPANN_<FLAG>` counts where the flag is not given, but for `--log`.
 * @returns What to do.
 */
export function parseArguments(args: readonly string[], env: Environment): ParsedArguments {
  const written = collect(args, env);
  const wanted = written.values.lang?.value ?? "";
  const language = isLanguage(wanted) ? wanted : DEFAULT_LANGUAGE;
  return written.help ? { type: "help", language } : judge(written, language);
}

function collect(args: readonly string[], env: Environment): Written {
  const unknownFlags: string[] = [];
  const { filled, empty } = takeEmpty(args);
  const flags = parseArgs(filled, {
    string: [...VALUE_FLAGS, "_"],
    boolean: ["linear", "help"],
    alias: { help: "h" },
    unknown(argument, name) {
      if (name !== undefined) unknownFlags.push(argument.replace(/=.*/s, ""));
      return name === undefined;
    },
  });
  const given = (flag: ValueFlag): Given | undefined => {
    const value = empty.has(flag) ? "" : flags[flag];
    if (value !== undefined) return { source: `--${flag}`, value };
    if (flag === "log") return undefined;
    const source = variableOf(flag);
    const fallback = env(source);
    // Set to nothing is how a shell takes a variable away for one command.
    return fallback ? { source, value: fallback } : undefined;
  };
  const words = flags._.map(String);
  // ADDRESS is a shorter way to write --host; with both, neither is surely the one that was meant.
  const hasHost = flags.host !== undefined || empty.has("host");
  const address = hasHost ? undefined : words.shift();
  return {
    values: {
      host: address === undefined ? given("host") : { source: "--host", value: address },
      port: given("port"),
      name: given("name"),
      room: given("room"),
      lang: given("lang"),
      log: given("log"),
    },
    linear: flags.linear || !["", "0", "false"].includes(env(variableOf("linear")) ?? ""),
    help: flags.help,
    unknownFlags,
    extraWords: words,
  };
}

/** Takes out `--name=` and `--name ""`: `parseArgs` knows neither, and would call the one unknown. */
function takeEmpty(args: readonly string[]) {
  const empty = new Set<ValueFlag>();
  const filled = args.filter((arg, i) => {
    const flag = VALUE_FLAGS.find((flag) =>
      arg === `--${flag}=` || (arg === `--${flag}` && args[i + 1] === "") ||
      (arg === "" && args[i - 1] === `--${flag}`)
    );
    if (flag !== undefined) empty.add(flag);
    return flag === undefined;
  });
  return { filled, empty };
}

function judge(written: Written, language: Language): ParsedArguments {
  const { unknownFlag, unexpectedArgument, missingValue, badValue, expected } =
    texts[language].client;
  const problems = [
    ...written.unknownFlags.map(unknownFlag),
    ...written.extraWords.map(unexpectedArgument),
  ];
  const value = <T>(flag: ValueFlag, parse: (text: string) => T | undefined, wanted: string) => {
    const given = written.values[flag];
    if (given === undefined) return undefined;
    const parsed = parse(given.value);
    if (given.value === "") problems.push(missingValue(given.source, wanted));
    else if (parsed === undefined) problems.push(badValue(given.source, given.value, wanted));
    return parsed;
  };
  const options: ClientOptions = {
    server: value("host", parseAddress, expected.address),
    port: value("port", parsePort, expected.wholeNumber(1, 65_535)),
    name: value("name", parseName, expected.name),
    room: value("room", parseRoomName, expected.roomName),
    language: value("lang", parseLanguage, expected.oneOf(LANGUAGES)) ?? language,
    linear: written.linear,
    log: value("log", (path) => path, expected.file),
  };
  const [problem] = problems;
  return problem === undefined ? { type: "run", options } : { type: "wrong", message: problem };
}

function parseLanguage(code: string): Language | undefined {
  return isLanguage(code) ? code : undefined;
}

function variableOf(flag: string): string {
  return `TOSPANN_${flag.toUpperCase()}`;
}
