import { difference, failure, shown } from "./_message.ts";

/**
 * Asserts that two values are the same, as `Object.is` has it.
 *
 * @typeParam T The type of the expected value.
 * @param actual The value to test.
 * @param expected The value it must be.
 * @param msg What to say besides when it fails.
 * @throws {AssertionError} If they are not the same.
 *
 * @example Usage
 * ```ts
 * import { assertStrictEquals } from "@std/assert";
 *
 * const room = {};
 * assertStrictEquals(room, room);
 * ```
 */
export function assertStrictEquals<T>(
  actual: unknown,
  expected: T,
  msg?: string,
): asserts actual is T {
  if (Object.is(actual, expected)) return;
  if (shown(actual) === shown(expected)) {
    const what = "Values have the same structure but are not reference-equal";
    throw failure(what, msg, shown(actual));
  }
  throw failure("Values are not strictly equal", msg, difference(actual, expected));
}
