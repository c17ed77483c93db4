/**
 * Command line arguments into an object: walks the arguments, and leaves reading them to
 * `_long_flag.ts` and `_short_flags.ts`, gathering to `_result.ts`.
 *
 * @module
 */

import type { Args, Values } from "./args.ts";
import { Declared } from "./_declared.ts";
import { readLongFlag } from "./_long_flag.ts";
import { Result } from "./_result.ts";
import { readShortFlags } from "./_short_flags.ts";
import type { Aliases, ParseOptions } from "./parse_options.ts";

export type { Args } from "./args.ts";
export type { ParseOptions } from "./parse_options.ts";

/**
 * Reads command line arguments as flags and words.
 *
 * Undeclared flags take the word after them as their value, or `true` when there is none.
 * Numeric-looking values become numbers, unless the flag is declared a string. What follows `--`
 * is not read.
 *
 * @typeParam TBooleans Names of boolean flags.
 * @typeParam TStrings Names of string flags.
 * @typeParam TCollect Names of flags that may be given many times.
 * @typeParam TNegatable Names of flags that `--no-` turns off.
 * @typeParam TDefaults Type of the default values.
 * @typeParam TAliases Type of the aliases.
 * @typeParam TAliasName Names of the aliases.
 * @typeParam TDoubleDash Whether what follows `--` is kept apart.
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
 *   string: ["host"],
 *   boolean: ["verbose"],
 *   alias: { verbose: "v" },
 *   default: { host: "localhost" },
 * });
 *
 * assertEquals(args, { port: 7000, v: true, verbose: true, host: "localhost", _: ["lobby"] });
 * ```
 */
export function parseArgs<
  const TBooleans extends string | boolean = never,
  const TStrings extends string = never,
  const TCollect extends string = never,
  const TNegatable extends string = never,
  TDefaults extends Record<string, unknown> = Record<never, never>,
  TAliases extends Aliases<TAliasName> = Record<never, never>,
  TAliasName extends string = string,
  TDoubleDash extends boolean = false,
>(
  args: string[],
  options: ParseOptions<
    TBooleans,
    TStrings,
    TCollect,
    TNegatable,
    TDefaults,
    TAliases,
    TDoubleDash
  > = {},
): Args<Values<TBooleans, TStrings, TCollect, TNegatable, TDefaults, TAliases>, TDoubleDash> {
  const declared = new Declared(options);
  const result = new Result(declared, options);
  const dashes = args.indexOf("--");
  const read = dashes === -1 ? args : args.slice(0, dashes);
  const unread = dashes === -1 ? [] : args.slice(dashes + 1);

  for (let at = 0; at < read.length; at++) {
    const arg = read[at] ?? "";
    if (arg.startsWith("-") && arg !== "-") {
      const readFlag = arg.startsWith("--") ? readLongFlag : readShortFlags;
      const { settings, tookNext } = readFlag(arg, read[at + 1], declared);
      for (const setting of settings) result.set(setting, arg);
      if (tookNext) at++;
    } else {
      result.addWord(arg);
      if (options.stopEarly) {
        result.words.push(...read.slice(at + 1));
        break;
      }
    }
  }
  result.complete();

  const parsed = options["--"]
    ? { ...result.flags, _: result.words, "--": unread }
    : { ...result.flags, _: [...result.words, ...unread] };
  // Safe: `Result` gives every declared name the kind of value that `Values` promises for it.
  return parsed as Args<
    Values<TBooleans, TStrings, TCollect, TNegatable, TDefaults, TAliases>,
    TDoubleDash
  >;
}
