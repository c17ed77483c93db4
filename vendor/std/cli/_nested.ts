/**
 * Dotted names: `--log.level debug` gives `{ log: { level: "debug" } }`. Only own properties are
 * read or written, so that no argument reaches a prototype.
 *
 * @module
 */

/** An object that arguments fill. */
export type Nested = Record<string, unknown>;

/** The value at a dotted `name`, or `undefined`. */
export function getNested(object: Nested, name: string): unknown {
  let value: unknown = object;
  for (const key of name.split(".")) value = own(value, key);
  return value;
}

/** Whether anything, even `undefined`, is at a dotted `name`. */
export function hasNested(object: Nested, name: string): boolean {
  const keys = name.split(".");
  const last = keys.pop() ?? "";
  const holder = keys.length === 0 ? object : getNested(object, keys.join("."));
  return isNested(holder) && Object.hasOwn(holder, last);
}

/** Puts `value` at a dotted `name`, making the objects on the way. */
export function setNested(object: Nested, name: string, value: unknown): void {
  const keys = name.split(".");
  const last = keys.pop() ?? "";
  let target = object;
  for (const key of keys) {
    const found = own(target, key);
    const inner = isNested(found) ? found : {};
    define(target, key, inner);
    target = inner;
  }
  define(target, last, value);
}

function own(object: unknown, key: string): unknown {
  return isNested(object) && Object.hasOwn(object, key) ? object[key] : undefined;
}

function isNested(value: unknown): value is Nested {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function define(target: Nested, key: string, value: unknown): void {
  Object.defineProperty(target, key, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
}
