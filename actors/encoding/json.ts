/**
 * Reads JSON without trust: parses it, and checks its values by shapes that compose. It must not
 * know what the values mean, nor where they come from.
 *
 * Nothing here throws, or calls methods of the value it checks.
 *
 * @module
 */

/**
 * Parses a line that should be one JSON object.
 *
 * @param line Any text.
 * @returns The object, with every key (`__proto__` too) as an own property; `undefined` for other
 * JSON and for what is not JSON.
 */
export function parseObject(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    // A JSON object that is no array has string keys only.
    return value as Record<string, unknown>;
  } catch {
    return undefined; // The peer's fault, and an expected one.
  }
}

/**
 * Checks a value of JSON.
 *
 * @returns What is to be gone on with, made of known fields only; or `undefined` where the value does not fit. No
 * value of JSON is `undefined`, so the two cannot be mistaken for each other.
 */
export type Shape<T> = (value: unknown) => T | undefined;

/** What an object's fields must be like, by their names. One that may be left out is `{ optional: shape }`. */
export type Fields = { readonly [name: string]: Shape<unknown> | OptionalField<unknown> };

/** A field that may be left out. One that is there must fit. */
export interface OptionalField<T> {
  readonly optional: Shape<T>;
}

/** What fits a shape. */
export type Fitting<S extends Shape<unknown>> = Exclude<ReturnType<S>, undefined>;

/** The objects whose fields are as these. */
export type FieldValues<F extends Fields> = Flat<
  & { readonly [K in keyof F as F[K] extends Shape<unknown> ? K : never]: ValueOf<F[K]> }
  & {
    readonly [K in keyof F as F[K] extends Shape<unknown> ? never : K]?: ValueOf<F[K]> | undefined;
  }
>;

type ValueOf<F> = F extends Shape<unknown> ? Fitting<F>
  : F extends OptionalField<infer T> ? T
  : never;

/** The same type, written out: an error message that names it can be read. */
type Flat<T> = { [K in keyof T]: T[K] };

/** Any string. */
export function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** `true` or `false`. */
export function flag(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

/** Any number. */
export function number(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/** A whole number that a double holds exactly. */
export function wholeNumber(value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) ? value : undefined;
}

/** A whole number from zero: how many, or the how manieth. */
export function count(value: unknown): number | undefined {
  const whole = wholeNumber(value);
  return whole !== undefined && whole >= 0 ? whole : undefined;
}

/** One of these. */
export function oneOf<const T extends string | number>(all: readonly T[]): Shape<T> {
  return (value) => all.find((one) => one === value);
}

/** What fits `shape`, and of which `holds` is true besides. */
export function where<T>(shape: Shape<T>, holds: (value: T) => boolean): Shape<T> {
  return (value) => {
    const fitting = shape(value);
    return fitting !== undefined && holds(fitting) ? fitting : undefined;
  };
}

/** Anything: what does not fit becomes `instead`, as does a field that is missing. */
export function otherwise<T, U>(shape: Shape<T>, instead: U): Shape<T | U> {
  return (value) => shape(value) ?? instead;
}

/** An array of at most `max` values that all fit. */
export function list<T>(shape: Shape<T>, max = Infinity): Shape<readonly T[]> {
  return (value) => {
    if (!Array.isArray(value) || value.length > max) return undefined;
    const items: T[] = [];
    for (const item of value) {
      const fitting = shape(item);
      if (fitting === undefined) return undefined;
      items.push(fitting);
    }
    return items;
  };
}

/** An object with these fields. What else it has is dropped. */
export function record<const F extends Fields>(fields: F): Shape<FieldValues<F>> {
  return (value) =>
    typeof value === "object" && value !== null ? readFields(fields, value, {}) : undefined;
}

/**
 * Reads an object's fields.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readFields, text } from "./json.ts";
 *
 * const fields = { name: text, room: { optional: text } };
 * assertEquals(readFields(fields, { name: "ola", mood: "glad" }, {}), { name: "ola" });
 * assertEquals(readFields(fields, { name: "ola", room: null }, {}), undefined);
 * ```
 *
 * @param fields What they must be like.
 * @param object Where they stand.
 * @param into An object of the caller's own that they are put into.
 * @returns `into`, or `undefined` where a field does not fit.
 */
export function readFields<F extends Fields, T extends object>(
  fields: F,
  object: object,
  into: T,
): T & FieldValues<F> | undefined {
  // Of both, only names that stand in `fields` are looked up: a stranger's names lead nowhere.
  const from = object as Readonly<Record<string, unknown>>;
  const to = into as Record<string, unknown>;
  for (const name in fields) {
    const field: Fields[string] = fields[name]!;
    const given = Object.hasOwn(from, name) ? from[name] : undefined;
    const isOptional = typeof field !== "function";
    if (isOptional && given === undefined) continue;
    const fitting = (isOptional ? field.optional : field)(given);
    if (fitting === undefined) return undefined;
    to[name] = fitting;
  }
  // Each field has just been found to be what its shape gives.
  return into as T & FieldValues<F>;
}
