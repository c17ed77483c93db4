import { assertEquals } from "./equals.ts";

/**
 * Asserts that `actual` has everything `expected` has, deeply. What `expected` does not name may be
 * anything.
 *
 * @param actual The object to test.
 * @param expected The part it must have.
 * @param msg What to say besides when it fails.
 * @throws {AssertionError} If something is missing or different.
 *
 * @example Usage
 * ```ts
 * import { assertObjectMatch } from "@std/assert";
 *
 * assertObjectMatch({ type: "say", at: 17, text: "Hi" }, { type: "say", text: "Hi" });
 * ```
 */
export function assertObjectMatch(
  actual: object,
  expected: Record<PropertyKey, unknown>,
  msg?: string,
): void {
  assertEquals(
    part(actual, expected, new Map()),
    part(expected, expected, new Map()),
    msg,
  );
}

/** The parts made so far, by actual and expected: a circle ends there. */
type Met = Map<unknown, Map<unknown, unknown>>;

/** What of `actual` has a counterpart in `expected`. Class instances become plain objects. */
function part(actual: unknown, expected: unknown, met: Met): unknown {
  const known = met.get(actual) ?? new Map<unknown, unknown>();
  if (known.has(expected)) return known.get(expected);
  met.set(actual, known);
  if (Array.isArray(actual) && Array.isArray(expected)) {
    const items: unknown[] = [];
    known.set(expected, items);
    actual.slice(0, expected.length).forEach((item, at) => {
      items.push(part(item, expected[at], met));
    });
    return items;
  }
  if (actual instanceof Map && expected instanceof Map) {
    const shared = actual.entries().filter(([key]) => expected.has(key));
    return new Map(shared.map(([key, value]) => [key, part(value, expected.get(key), met)]));
  }
  if (actual instanceof Set && expected instanceof Set) return actual.intersection(expected);
  if (!hasParts(actual) || !hasParts(expected)) return actual;

  const result = {};
  known.set(expected, result);
  for (const key of Reflect.ownKeys(actual)) {
    if (!Object.hasOwn(expected, key)) continue;
    const value = part(Reflect.get(actual, key), Reflect.get(expected, key), met);
    Object.defineProperty(result, key, { value, configurable: true, enumerable: true });
  }
  return result;
}

/** Whether a value is an object whose own keys say all, not one with a state of its own. */
function hasParts(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value) &&
    !(value instanceof Date) && !(value instanceof RegExp) && !ArrayBuffer.isView(value);
}
