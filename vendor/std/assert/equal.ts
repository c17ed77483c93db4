/**
 * Deep equality, by upstream's rules, which differ from those of `node:util`: `0` equals `-0`, an
 * object without prototype equals a plain one, and errors differ by their stacks.
 *
 * @module
 */

/** Objects already met, with what they were compared to: a circle ends there. */
type Met = Map<object, object>;

/**
 * Tells whether two values are deeply equal. A key with the value `undefined` is not a missing key.
 *
 * @param a One value.
 * @param b The other.
 * @returns Whether they are equal.
 * @throws {TypeError} If there is a `WeakMap` or `WeakSet` in both.
 */
export function equal(a: unknown, b: unknown): boolean {
  return compare(a, b, new Map());
}

function compare(a: unknown, b: unknown, met: Met): boolean {
  if (a === b || Object.is(a, b)) return true;
  if (!isObject(a) || !isObject(b)) return false;
  if (a instanceof Date && b instanceof Date) return Object.is(a.getTime(), b.getTime());
  if (prototypeOf(a) !== prototypeOf(b)) return false;
  if (isWrittenOut(a)) return String(a) === String(b);
  if (a instanceof WeakMap || a instanceof WeakSet) {
    throw new TypeError(`Cannot compare ${a.constructor.name} instances`);
  }
  if (a instanceof WeakRef && b instanceof WeakRef) return compare(a.deref(), b.deref(), met);
  if (isBuffer(a) && isBuffer(b)) return compare(new Uint8Array(a), new Uint8Array(b), met);
  if (met.get(a) === b) return true;
  met.set(a, b);
  if (a instanceof Set && b instanceof Set) {
    return a.size === b.size && a.values().every((item) => hasItem(b, item, met));
  }
  if (a instanceof Map && b instanceof Map) {
    return a.size === b.size && a.entries().every((entry) => hasEntry(b, entry, met));
  }
  return keysOf(a).union(keysOf(b)).values().every((key) =>
    key in a === key in b && compare(Reflect.get(a, key), Reflect.get(b, key), met)
  );
}

function hasItem(set: Set<unknown>, item: unknown, met: Met): boolean {
  return set.has(item) || isObject(item) && set.values().some((one) => compare(item, one, met));
}

function hasEntry(map: Map<unknown, unknown>, entry: [unknown, unknown], met: Met): boolean {
  const [key, value] = entry;
  if (map.has(key) && compare(value, map.get(key), met)) return true;
  return isObject(key) && map.entries().some((other) => compare(entry, other, met));
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isBuffer(value: object): value is ArrayBufferLike {
  return value instanceof ArrayBuffer || value instanceof SharedArrayBuffer;
}

/** Whether the text of a value says all there is to it. */
function isWrittenOut(value: object): boolean {
  return value instanceof RegExp || value instanceof URL || value instanceof URLSearchParams;
}

function prototypeOf(value: object): object {
  return Object.getPrototypeOf(value) ?? Object.prototype;
}

/** The keys that make up a value: its own, and what its classes add, accessors too. */
function keysOf(value: object): Set<PropertyKey> {
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return new Set(["length", ...Object.keys(value)]);
  }
  const keys = new Set<PropertyKey>();
  let holder: object | null = value;
  while (holder && holder !== Object.prototype && holder !== Array.prototype) {
    for (const key of Reflect.ownKeys(holder)) keys.add(key);
    holder = Object.getPrototypeOf(holder);
  }
  return keys;
}
