/**
 * Command line arguments into an object: the part of upstream's `parseArgs` that this project uses.
 * It has no dotted names, no `stopEarly`, no `"--"`, and only the plain forms of short flags.
 *
 * @module
 */

/**
 * The options of {@linkcode parseArgs}.
 *
 * @typeParam TBooleans Names of boolean flags.
 * @typeParam TStrings Names of string flags.
 * @typeParam TCollect Names of flags that may be given many times.
 * @typeParam TDefaults Type of the default values.
 */
export interface ParseOptions<
  TBooleans extends string = string,
  TStrings extends string = string,
  TCollect extends string = string,
  TDefaults extends Record<string, unknown> = Record<string, unknown>,
> {
  /** Other names of a flag. A value given under one name appears under all of them. */
  alias?: Readonly<Record<string, string | readonly string[]>>;
  /** Names that are always boolean, `false` unless given. */
  boolean?: readonly TBooleans[];
  /** Values of the flags that are not given. */
  default?: TDefaults;
  /** Names that are always strings, `""` when given without a value. */
  string?: readonly TStrings[];
  /** Names whose values are gathered in an array. For others the last value counts. */
  collect?: readonly TCollect[];
  /** Names that `--no-` before them sets to `false`. */
  negatable?: readonly string[];
  /**
   * Called for every flag that is not declared in these options (with its name and value), and for
   * every word that is no flag (alone). Returning `false` leaves it out of the result.
   */
  unknown?: (arg: string, key?: string, value?: unknown) => unknown;
}

/** The declared flags, before defaults. */
type Declared<TBooleans extends string, TStrings extends string, TCollect extends string> =
  & { [Name in Exclude<TStrings, TCollect | "_">]?: string }
  & { [Name in Extract<TStrings, TCollect>]: string[] }
  & { [Name in Exclude<TBooleans, TCollect>]: boolean };

/** What {@linkcode parseArgs} returns. A flag under a name that is in no option is `unknown`. */
export type Args<
  TBooleans extends string,
  TStrings extends string,
  TCollect extends string,
  TDefaults,
> =
  & Record<string, unknown>
  & Omit<Declared<TBooleans, TStrings, TCollect>, keyof TDefaults>
  & {
    [Name in keyof TDefaults]: Name extends keyof Declared<TBooleans, TStrings, TCollect>
      ? TDefaults[Name] | NonNullable<Declared<TBooleans, TStrings, TCollect>[Name]>
      : unknown;
  }
  & {
    /** The words that belong to no flag. */
    _: (string | number)[];
  };

/**
 * Reads command line arguments as flags and words. An undeclared flag takes the next word as its
 * value, or is `true` when there is none. What follows `--` is not read.
 *
 * @param args The arguments, usually `Deno.args`.
 * @param options What is known about the flags.
 * @returns The flags by name, and the other words as `_`.
 *
 * @example Usage
 * ```ts
 * import { parseArgs } from "@std/cli/parse-args";
 * import { assertEquals } from "@std/assert";
 *
 * const args = parseArgs(["--port", "7000", "-v", "lobby"], {
 *   string: ["port", "host"],
 *   boolean: ["verbose"],
 *   alias: { verbose: "v" },
 *   default: { host: "localhost" },
 * });
 *
 * assertEquals<unknown>(args, {
 *   port: "7000",
 *   v: true,
 *   verbose: true,
 *   host: "localhost",
 *   _: ["lobby"],
 * });
 * ```
 */
export function parseArgs<
  const TBooleans extends string = never,
  const TStrings extends string = never,
  const TCollect extends string = never,
  TDefaults extends Record<string, unknown> = Record<never, never>,
>(
  args: readonly string[],
  options: ParseOptions<TBooleans, TStrings, TCollect, TDefaults> = {},
): Args<TBooleans, TStrings, TCollect, TDefaults> {
  const { alias = {}, unknown = () => true } = options;
  const groups = Object.entries(alias).map(([name, others]) => [name, ...[others].flat()]);
  const namesOf = (name: string) => groups.find((group) => group.includes(name)) ?? [name];
  const withAliases = (names: readonly string[] = []) => new Set(names.flatMap(namesOf));
  const booleans = withAliases(options.boolean);
  const strings = withAliases(options.string);
  const collected = withAliases(options.collect);
  const negatable = withAliases(options.negatable);
  const declared = new Set([...booleans, ...strings, ...collected, ...groups.flat()]);
  const values = new Map<string, unknown>();
  const words: (string | number)[] = [];

  function put(name: string, value: unknown): void {
    for (const each of namesOf(name)) values.set(each, value);
  }

  function set(arg: string, name: string, value: string | boolean, collects = true): void {
    if (!declared.has(name) && unknown(arg, name, value) === false) return;
    const known = typeof value === "string" && !strings.has(name) ? readNumber(value) : value;
    const before = values.get(name);
    put(
      name,
      collects && collected.has(name) ? [...Array.isArray(before) ? before : [], known] : known,
    );
  }

  /** Sets a flag that has no value beside it, and tells whether it took the next argument. */
  function setBare(arg: string, name: string, next = ""): boolean {
    const isSwitch = booleans.has(name);
    const takes = isSwitch ? /^(?:true|false)$/.test(next) : /^[^-]/.test(next);
    if (takes) set(arg, name, isSwitch ? next === "true" : next);
    else set(arg, name, strings.has(name) ? "" : true);
    return takes;
  }

  function readFlag(arg: string, next: string | undefined): boolean {
    const [, dashes = "", no = "", key = "", value] = FLAG.exec(arg) ?? [];
    if (dashes === "-") {
      // One letter is one flag, and only the last of them has a value.
      for (const letter of key.slice(0, -1)) set(arg, letter, strings.has(letter) ? "" : true);
    }
    const name = dashes === "-" ? key.slice(-1) : key;
    if (value !== undefined) {
      set(arg, name, booleans.has(name) ? value !== "false" : value);
      return false;
    }
    if (no === "" || !negatable.has(name)) return setBare(arg, no + name, next);
    set(arg, name, false, false);
    return false;
  }

  const end = args.indexOf("--");
  const read = end === -1 ? args : args.slice(0, end);
  for (let at = 0; at < read.length; at++) {
    const arg = read[at] ?? "";
    if (/^-./s.test(arg)) {
      if (readFlag(arg, read[at + 1])) at++;
    } else if (unknown(arg) !== false) words.push(strings.has("_") ? arg : readNumber(arg));
  }
  for (const [name, value] of Object.entries(options.default ?? {})) {
    if (!values.has(name)) put(name, value);
  }
  for (const name of [...booleans, ...strings]) {
    if (values.has(name)) continue;
    if (collected.has(name)) values.set(name, []);
    else if (booleans.has(name)) values.set(name, false);
  }
  const all = { ...Object.fromEntries(values), _: [...words, ...args.slice(read.length + 1)] };
  // Safe: each declared name has the kind of value that its option promises.
  return all as Args<TBooleans, TStrings, TCollect, TDefaults>;
}

/** The hyphens of a flag, `no-` after two of them, its name, and its value after an equal sign. */
const FLAG = /^(--?)((?<=--)no-)?(.+?)(?:=(.*))?$/s;

function readNumber(text: string): string | number {
  return /^(?:0x[0-9a-f]+|[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?)$/i.test(text) ? Number(text) : text;
}
