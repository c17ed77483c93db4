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
    // A JSON object that is not an array has only string keys.
    return value as Record<string, unknown>;
  } catch {
    return undefined; // An expected fault of the peer.
  }
}

/**
 * Checks a value of JSON.
 *
 * @returns The checked value, with known fields only; `undefined` if the value does not fit. JSON
 * has no `undefined`, so the two cannot be confused.
 */
export type Shape<T> = (value: unknown) => T | undefined;

/** The shapes of an object's fields by name. An optional field is `{ optional: shape }`. */
export type Fields = { readonly [name: string]: Shape<unknown> | OptionalField<unknown> };

/** A field that may be missing. If it is present, it must fit. */
export interface OptionalField<T> {
  readonly optional: Shape<T>;
}

/** The values that fit a shape. */
export type Fitting<S extends Shape<unknown>> = Exclude<ReturnType<S>, undefined>;

/** The type of an object with these fields. */
export type FieldValues<F extends Fields> = Flat<
  & { readonly [K in keyof F as F[K] extends Shape<unknown> ? K : never]: ValueOf<F[K]> }
  & {
    readonly [K in keyof F as F[K] extends Shape<unknown> ? never : K]?: ValueOf<F[K]> | undefined;
  }
>;

type ValueOf<F> = F extends Shape<unknown> ? Fitting<F>
  : F extends OptionalField<infer T> ? T
  : never;

/** The same type written out, so that error messages that name it can be read. */
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

/** A whole number that a double represents exactly. */
export function wholeNumber(value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) ? value : undefined;
}

/** A whole number from zero: a count or an index. */
export function count(value: unknown): number | undefined {
  const whole = wholeNumber(value);
  return whole !== undefined && whole >= 0 ? whole : undefined;
}

/** One of these values. */
export function oneOf<const T extends string | number>(all: readonly T[]): Shape<T> {
  return (value) => all.find((one) => one === value);
}

/** A value that fits `shape` and for which `holds` is true. */
export function where<T>(shape: Shape<T>, holds: (value: T) => boolean): Shape<T> {
  return (value) => {
    const fitting = shape(value);
    return fitting !== undefined && holds(fitting) ? fitting : undefined;
  };
}

/** Any value. A misfit, or a missing field, becomes `instead`. */
export function otherwise<T, U>(shape: Shape<T>, instead: U): Shape<T | U> {
  return (value) => shape(value) ?? instead;
}

/** An array of at most `max` values that fit. */
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

/** An object with these fields. Other fields are dropped. */
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
 * @param fields Their shapes.
 * @param object The object to read.
 * @param into The caller's own object, which receives the fields.
 * @returns `into`, or `undefined` if a field does not fit.
 */
export function readFields<F extends Fields, T extends object>(
  fields: F,
  object: object,
  into: T,
): T & FieldValues<F> | undefined {
  // Only names in `fields` are looked up in either object, never names that a client chose.
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
  // The loop has just checked each field.
  return into as T & FieldValues<F>;
}
