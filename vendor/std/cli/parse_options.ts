/**
 * What a caller of `parseArgs` declares about its flags. Only the shape: `_declared.ts` reads it.
 *
 * @module
 */

/** Flag names, each with its other name or names. */
export type Aliases<TAliasName extends string = string> = Readonly<
  Record<string, TAliasName | readonly TAliasName[]>
>;

/**
 * The options of `parseArgs`.
 *
 * @typeParam TBooleans Names of boolean flags, or `true` for all of them.
 * @typeParam TStrings Names of string flags.
 * @typeParam TCollect Names of flags that may be given many times.
 * @typeParam TNegatable Names of flags that `--no-` turns off.
 * @typeParam TDefaults Type of the default values.
 * @typeParam TAliases Type of the aliases.
 * @typeParam TDoubleDash Whether what follows `--` is kept apart.
 */
export interface ParseOptions<
  TBooleans extends string | boolean = string | boolean,
  TStrings extends string = string,
  TCollect extends string = string,
  TNegatable extends string = string,
  TDefaults extends Record<string, unknown> = Record<string, unknown>,
  TAliases extends Aliases = Aliases,
  TDoubleDash extends boolean = boolean,
> {
  /** Whether what follows `--` goes to the result's `"--"` rather than to its `_`. */
  "--"?: TDoubleDash;

  /** Other names of a flag. A value given under one name appears under all of them. */
  alias?: TAliases;

  /**
   * Names that are always boolean, `false` unless given. `true` makes every double hyphenated
   * flag without an equal sign boolean.
   */
  boolean?: TBooleans | readonly Extract<TBooleans, string>[];

  /** Values of the flags that are not given. */
  default?: TDefaults;

  /** Whether everything after the first word that is no flag goes to `_` unread. */
  stopEarly?: boolean;

  /** Names that are always strings, `""` when given without a value. */
  string?: TStrings | readonly TStrings[];

  /** Names whose values are gathered in an array. For others the last value counts. */
  collect?: TCollect | readonly TCollect[];

  /** Names that `--no-` before them sets to `false`. */
  negatable?: TNegatable | readonly TNegatable[];

  /**
   * Called for every flag not declared in these options (with its name and value), and for every
   * word that is no flag (alone). Returning `false` leaves it out of the result.
   */
  unknown?: (arg: string, key?: string, value?: unknown) => unknown;
}
