/**
 * Reads a command's flags by its table, from the arguments and then from the environment, and says
 * in the reader's language what is wrong with them. Pure: both are given to it. It must not know
 * which flags a command has.
 *
 * @module
 */

import { parseArgs } from "@std/cli/parse-args";
import { isLanguage, type Language, LANGUAGES } from "../languages/languages.ts";

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

/** A flag whose value is a `T`. */
export interface Flag<T> {
  /** Reads a value; `undefined` if the text is not one. */
  readonly parse: (text: string) => T | undefined;
  /** What the flag takes, for the line that rejects a value. */
  readonly expected: (words: FlagTexts<never>["expected"]) => string;
  /** Read where neither the arguments nor the environment have the flag. `--help` shows it. */
  readonly byDefault?: string;
  /** A default that the command supplies by itself. `--help` shows it. */
  readonly shownDefault?: string;
  /** The value of the flag when it stands alone. */
  readonly alone?: string;
  /** The flag never takes the next word: it is `true` when given. */
  readonly bare?: true;
  /** The flag may be given many times; its values are joined by commas. */
  readonly repeats?: true;
  /** The environment variable of that name belongs to somebody else. */
  readonly notInEnvironment?: true;
}

/** The flags of a command by name. Each has `--lang`, for the language of its messages. */
export type FlagTable = Readonly<Record<string, Flag<unknown>>> & { readonly lang: Flag<Language> };

/** The values of a table's flags; one without a default is `undefined` when it is not given. */
export type FlagValues<Table extends FlagTable> = {
  readonly [Name in keyof Table]: Table[Name] extends Flag<infer T>
    ? Table[Name] extends { readonly byDefault: string } ? T : T | undefined
    : never;
};

/** A command as its command line needs it. */
export interface Command<Table extends FlagTable> {
  readonly flags: Table;
  /** The flag that a word without hyphens stands for. With none, no word is accepted. */
  readonly word?: keyof Table & string;
  readonly texts: (language: Language) => FlagTexts<keyof Table & string | "help">;
  /** The lines of `--help` above the flags. */
  readonly heading: (help: FlagTexts<string>["help"]) => readonly string[];
}

/** What a command line asks for; `wrong` says in one line what is wrong with it. */
export type CommandLine<Table extends FlagTable> =
  | { readonly type: "run"; readonly values: FlagValues<Table> }
  | { readonly type: "help"; readonly text: string }
  | { readonly type: "wrong"; readonly text: string };

/** Looks up an environment variable. */
export type Environment = (name: string) => string | undefined;

/** A value as text, and where its author would look to change it. */
interface Given {
  readonly source: string;
  readonly text: string;
}

/** The language of a command's messages. */
export const LANGUAGE_FLAG = {
  ...oneOf(LANGUAGES),
  byDefault: "nb",
} as const;

/** A flag that takes one of these words. */
export function oneOf<const Word extends string>(words: readonly Word[]): Flag<Word> {
  return {
    parse: (text) => words.find((word) => word === text),
    expected: (expected) => expected.oneOf(words),
  };
}

/** A flag that takes a whole number in these bounds. */
export function wholeNumber(from: number, to: number): Flag<number> {
  return {
    parse(text) {
      const number = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
      return number >= from && number <= to ? number : undefined;
    },
    expected: (expected) => expected.wholeNumber(from, to),
  };
}

/** A flag that takes any text. */
export function anyText(expected: "address" | "folder" | "file"): Flag<string> {
  return { parse: (text) => text, expected: (words) => words[expected] };
}

/**
 * Reads a command line. A flag wins over its environment variable (`--seat-hold` over
 * `TOSPANN_SEAT_HOLD`), and that over the default.
 *
 * @param args The words after the command.
 */
export function readCommandLine<Table extends FlagTable>(
  command: Command<Table>,
  args: readonly string[],
  env: Environment,
): CommandLine<Table> {
  const { help, unknownFlags, words, given } = readArguments(command, args, env);
  const chosen = given.get("lang")?.text ?? "";
  const language = isLanguage(chosen) ? chosen : LANGUAGE_FLAG.byDefault;
  const texts = command.texts(language);
  if (help) return { type: "help", text: helpText(command, texts.help) };

  const problems = [
    ...unknownFlags.map(texts.unknownFlag),
    ...words.map(texts.unexpectedArgument),
  ];
  const values = Object.entries(command.flags).map(([name, { parse, expected, byDefault }]) => {
    const value = given.get(name);
    if (value === undefined) return [name, byDefault === undefined ? undefined : parse(byDefault)];
    const { source, text } = value;
    const parsed = text === "" ? undefined : parse(text);
    if (text === "") problems.push(texts.missingValue(source, expected(texts.expected)));
    else if (parsed === undefined) {
      problems.push(texts.badValue(source, text, expected(texts.expected)));
    }
    return [name, parsed];
  });
  const [problem] = problems;
  return problem === undefined
    // Safe: each name has what its own flag's `parse` returned.
    ? { type: "run", values: Object.fromEntries(values) as FlagValues<Table> }
    : { type: "wrong", text: problem };
}

function readArguments<Table extends FlagTable>(
  { flags, word }: Command<Table>,
  args: readonly string[],
  env: Environment,
) {
  const names = Object.keys(flags);
  const valued = names.filter((name) => !flags[name]?.bare);
  const unknownFlags: string[] = [];
  const parsed = parseArgs(spellOut(args, flags), {
    string: [...valued, "_"],
    boolean: [...names.filter((name) => flags[name]?.bare), "help"],
    collect: names.filter((name) => flags[name]?.repeats),
    alias: { help: "h" },
    unknown(argument, name) {
      if (name !== undefined) unknownFlags.push(argument.replace(/=.*/s, ""));
      return name === undefined;
    },
  });
  const words = parsed._.map(String);
  const given = new Map<string, Given>();
  for (const [name, flag] of Object.entries(flags)) {
    const text = textOf(parsed[name]);
    const source = `--${name}`;
    if (text !== undefined) given.set(name, { source, text });
    // With both, nobody can tell which of them was meant.
    else if (name === word && words[0] !== undefined) {
      given.set(name, { source, text: words.shift() ?? "" });
    } else if (!flag.notInEnvironment) {
      const variable = `TOSPANN_${name.toUpperCase().replaceAll("-", "_")}`;
      // Shells set a variable to nothing to take it away for one command.
      const value = env(variable) ?? "";
      if (value !== "") given.set(name, { source: variable, text: value });
    }
  }
  return { help: Boolean(parsed.help), unknownFlags, words, given };
}

function textOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.join(",");
  // A bare flag that is not given is `false`.
  if (typeof value === "boolean") return value ? "true" : undefined;
  return value?.toString();
}

/**
 * Spells out what `parseArgs` reads otherwise: the empty text after a flag, which it takes for a
 * word, and a flag that stands alone.
 */
function spellOut(args: readonly string[], flags: FlagTable): readonly string[] {
  const isFlag = (arg = "") => /^--[^=]+$/.test(arg);
  return args.flatMap((arg, i) => {
    if (arg === "" && isFlag(args[i - 1])) return [];
    if (!isFlag(arg)) return [arg];
    const next = args[i + 1] ?? "-";
    const alone = next.startsWith("-") ? flags[arg.slice(2)]?.alone ?? "" : "";
    return [next === "" || alone !== "" ? `${arg}=${alone}` : arg];
  });
}

function helpText<Table extends FlagTable>(
  { flags, heading }: Command<Table>,
  help: FlagTexts<string>["help"],
): string {
  const width = Math.max(...Object.keys(help.flags).map((name) => name.length)) + 2;
  const rows = Object.entries(help.flags).map(([name, meaning]) => {
    const { byDefault, shownDefault = byDefault } = flags[name] ?? {};
    const ending = shownDefault === undefined ? "" : ` ${help.defaultIs(shownDefault)}`;
    return `  --${name.padEnd(width)}${meaning}${ending}`;
  });
  return [...heading(help), "", ...rows, "", help.footer].join("\n");
}
