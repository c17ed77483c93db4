/**
 * What the host may set, from flags and environment. Pure: it is given both.
 *
 * @module
 */

import { parseArgs } from "@std/cli/parse-args";
import { isLanguage, type Language, LANGUAGES, texts } from "../actors/languages/languages.ts";
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
  /** Names by which browsers may reach it, in small letters. */
  readonly allowHosts: readonly string[];
  readonly showMessages: boolean;
  readonly log: "text" | "json";
  readonly seatHold: number;
  /** The store's folder; `null`: nothing outlives the server. */
  readonly data: string | null;
}

/** What came of the flags. */
export type Parsed =
  | { readonly type: "config"; readonly config: ServerConfig }
  /** What was asked for, or what is wrong, in the host's language. */
  | { readonly type: "help" | "wrong"; readonly text: string };

/** What a flag may be: a choice of words, a whole number, or words to be taken as they are. */
type Kind =
  | { readonly oneOf: readonly string[] }
  | { readonly from: number; readonly to: number }
  | "address"
  | "folder"
  /** Any number of them, parted by commas or each with a flag of its own; also none. */
  | "hostNames"
  /** Alone it means on. */
  | "switch";

/** What a switch may be set to. */
const ON = ["on", "true", "1"];
const OFF = ["off", "false", "0"];

/** A flag with a value: what it is unless given, and what it may be. Times are in seconds, as people say them. */
const FLAGS = {
  host: { otherwise: "0.0.0.0", kind: "address" },
  port: { otherwise: "65432", kind: { from: 0, to: 65_535 } },
  lang: { otherwise: "nb", kind: { oneOf: LANGUAGES } },
  // Each text is written to each seat: with more than a table's worth of people this is another program.
  capacity: { otherwise: "2", kind: { from: 1, to: 16 } },
  "idle-timeout": { otherwise: "0", kind: { from: 0, to: 86_400 } },
  "seat-hold": { otherwise: "120", kind: { from: 0, to: 86_400 } },
  // 7 MB each: more would be 7 GB.
  "max-workers": { otherwise: "32", kind: { from: 1, to: 1_024 } },
  // A household, or an office behind one address; each may have some six open at once.
  "max-per-address": { otherwise: "64", kind: { from: 1, to: 65_535 } },
  "allow-host": { otherwise: "", kind: "hostNames" },
  "show-messages": { otherwise: "off", kind: "switch" },
  log: { otherwise: "text", kind: { oneOf: ["text", "json"] } },
  data: { otherwise: ".tospann", kind: "folder" },
} as const satisfies Record<string, { otherwise: string; kind: Kind }>;

type ValueFlag = keyof typeof FLAGS;

/** The environment variables that are looked at: what the server's task has to permit. */
export const VARIABLES: readonly string[] = Object.keys(FLAGS).map(variableOf);

/**
 * Reads the flags, and the environment for those not given.
 *
 * @param args What follows the command.
 * @param env Looks up an environment variable.
 */
export function parseConfig(
  args: readonly string[],
  env: (name: string) => string | undefined,
): Parsed {
  const unknown: string[] = [];
  const flags = parseArgs([...args], {
    string: Object.keys(FLAGS),
    collect: Object.keys(FLAGS).filter((flag) => flag === "allow-host"),
    boolean: ["help"],
    alias: { help: "h" },
    "--": true,
    unknown(argument) {
      unknown.push(argument);
      return false;
    },
  });
  // The types of flags named by variables are lost: what came is looked at below.
  const given: Readonly<Record<string, unknown>> = flags;

  function read(flag: ValueFlag): { readonly source: string; readonly value: string } {
    const all = given[flag];
    // One that may be given more than once.
    const value = Array.isArray(all) && all.length > 0 ? all.join(",") : all;
    if (typeof value === "string") {
      const alone = value === "" && FLAGS[flag].kind === "switch";
      return { source: `--${flag}`, value: alone ? "on" : value };
    }
    const variable = variableOf(flag);
    return { source: variable, value: env(variable) || FLAGS[flag].otherwise };
  }

  const asked = read("lang").value;
  const language = isLanguage(asked) ? asked : FLAGS.lang.otherwise;
  if (given.help === true) return { type: "help", text: helpText(language) };

  const left = [...unknown, ...flags["--"]];
  const problem = left.map((argument) => unknownArgument(argument, language))[0] ??
    Object.entries(FLAGS).flatMap(([flag, { kind }]) =>
      // The keys of FLAGS are its flags.
      findProblem(read(flag as ValueFlag), kind, language) ?? []
    )[0];
  if (problem !== undefined) return { type: "wrong", text: problem };

  const whole = (flag: ValueFlag) => Number(read(flag).value);
  return {
    type: "config",
    config: {
      host: read("host").value,
      port: whole("port"),
      language,
      capacity: whole("capacity"),
      idleTimeout: whole("idle-timeout") * 1_000,
      maxWorkers: whole("max-workers"),
      maxPerAddress: whole("max-per-address"),
      allowHosts: namesIn(read("allow-host").value),
      showMessages: ON.includes(read("show-messages").value),
      log: read("log").value === "json" ? "json" : "text",
      seatHold: whole("seat-hold") * 1_000,
      data: read("data").value === ":memory:" ? null : read("data").value,
    },
  };
}

function unknownArgument(argument: string, language: Language): string {
  const words = texts[language].server;
  if (!argument.startsWith("-")) return words.unexpectedArgument(argument);
  // `--port=` is a flag of its own to parseArgs.
  const name = argument.replace(/=.*/s, "");
  const [, spec] = Object.entries(FLAGS).find(([flag]) => `--${flag}` === name) ?? [];
  return spec === undefined
    ? words.unknownFlag(name)
    : words.missingValue(name, expectation(spec.kind, language));
}

function findProblem(
  { source, value }: { readonly source: string; readonly value: string },
  kind: Kind,
  language: Language,
): string | undefined {
  const words = texts[language].server;
  const expected = expectation(kind, language);
  const mayBeNone = kind === "hostNames" && !source.startsWith("--");
  if (value === "" && !mayBeNone) return words.missingValue(source, expected);
  return fits(value, kind) ? undefined : words.badValue(source, value, expected);
}

function fits(value: string, kind: Kind): boolean {
  if (kind === "switch") return [...ON, ...OFF].includes(value);
  if (kind === "hostNames") return namesIn(value).every(isHostName);
  if (typeof kind === "string") return true;
  if ("oneOf" in kind) return kind.oneOf.includes(value);
  return /^\d{1,9}$/.test(value) && Number(value) >= kind.from && Number(value) <= kind.to;
}

function namesIn(value: string): readonly string[] {
  const names = value.split(",").map((name) => name.trim().toLowerCase());
  return names.filter((name) => name !== "");
}

function expectation(kind: Kind, language: Language): string {
  const { expected } = texts[language].server;
  if (kind === "switch") return expected.oneOf(["on", "off"]);
  if (typeof kind === "string") return expected[kind];
  return "oneOf" in kind ? expected.oneOf(kind.oneOf) : expected.wholeNumber(kind.from, kind.to);
}

function helpText(language: Language): string {
  const { help } = texts[language].server;
  const rows = Object.entries(help.flags).map(([flag, meaning]): [string, string] => {
    const spec = Object.entries(FLAGS).find(([name]) => name === flag)?.[1];
    return [
      `--${flag}`,
      spec?.otherwise ? `${meaning} ${help.defaultIs(spec.otherwise)}` : meaning,
    ];
  });
  const width = Math.max(...rows.map(([flag]) => flag.length)) + 2;
  const lines = rows.map(([flag, meaning]) => `  ${flag.padEnd(width)}${meaning}`);
  return [help.purpose, "", help.usage, "", ...lines, "", help.footer].join("\n");
}

function variableOf(flag: string): string {
  return `TOSPANN_${flag.toUpperCase().replaceAll("-", "_")}`;
}
