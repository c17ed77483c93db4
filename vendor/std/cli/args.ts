/**
 * The type of what `parseArgs` returns, worked out from its options. Types only, nothing runs.
 *
 * A dotted name (`"log.level"`) and a name in no option read as `unknown`: upstream's types are
 * finer or `any` there, so what checks against these checks against upstream's.
 *
 * @module
 */

import type { Aliases } from "./parse_options.ts";

/** `false` for a name that `--no-` can turn off, nothing for others. */
export type Negation<TName, TNegatable> = TName extends TNegatable ? false : never;

/** The flags declared by name, before defaults and aliases. */
export type Declarations<
  TBooleans,
  TStrings extends string,
  TCollect extends string,
  TNegatable extends string,
> =
  & { [Name in Exclude<TStrings, TCollect>]?: string | Negation<Name, TNegatable> }
  & { [Name in Extract<TStrings, TCollect>]: string[] | Negation<Name, TNegatable> }
  & { [Name in Exclude<Extract<TBooleans, string>, TCollect>]: boolean }
  & { [Name in Extract<Extract<TBooleans, string>, TCollect>]: boolean[] }
  & {
    [Name in Exclude<TCollect, TStrings | Extract<TBooleans, string>>]?:
      | unknown[]
      | Negation<Name, TNegatable>;
  };

/** The flags with their defaults: what has one is always present. */
export type Defaulted<TFlags, TDefaults> =
  & Omit<TFlags, keyof TDefaults>
  & {
    [Name in keyof TDefaults]: Name extends keyof TFlags
      ? TDefaults[Name] | NonNullable<TFlags[Name]>
      : unknown;
  };

/** A name and its aliases. */
export type NamesOf<TName extends PropertyKey, TAliases extends Aliases> = TName extends
  keyof TAliases ? TAliases[TName] extends string ? TName | TAliases[TName]
  : TAliases[TName] extends string[] ? TName | TAliases[TName][number]
  : TName
  : TName;

/** The flags under all their names, dotted ones left out. */
export type Aliased<TFlags, TAliases extends Aliases> = {
  [Name in keyof TFlags as Exclude<NamesOf<Name, TAliases>, `${string}.${string}`>]: TFlags[Name];
};

/** All values that the options of one call promise. */
export type Values<
  TBooleans,
  TStrings extends string,
  TCollect extends string,
  TNegatable extends string,
  TDefaults,
  TAliases extends Aliases,
> = Aliased<
  Defaulted<Declarations<TBooleans, Exclude<TStrings, "_">, TCollect, TNegatable>, TDefaults>,
  TAliases
>;

/**
 * The value returned from `parseArgs`.
 *
 * @typeParam TValues The flags known by name.
 * @typeParam TDoubleDash Whether what follows `--` is kept apart.
 */
export type Args<
  TValues = Record<string, unknown>,
  TDoubleDash extends boolean = false,
> =
  & Record<string, unknown>
  & { [Name in keyof TValues]: TValues[Name] }
  & {
    /** The words that belong to no flag. */
    _: (string | number)[];
  }
  & (boolean extends TDoubleDash ? { "--"?: string[] }
    : TDoubleDash extends true ? { "--": string[] }
    : unknown);
