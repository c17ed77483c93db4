/**
 * Makes values immutable, so that a test fails where pure code changes its input.
 *
 * @module
 */

/**
 * Freezes a value and all in it. A map throws when it is changed. A frozen value is not visited
 * again. Byte arrays cannot be frozen and stay as they are.
 */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  if (ArrayBuffer.isView(value)) return value;
  if (value instanceof Map) {
    for (const change of ["set", "delete", "clear"]) {
      Object.defineProperty(value, change, { value: refuse });
    }
    for (const inner of value.values()) deepFreeze(inner);
  }
  Object.freeze(value);
  Object.values(value).forEach(deepFreeze);
  return value;
}

function refuse(): never {
  throw new TypeError("Cannot change a frozen map");
}
