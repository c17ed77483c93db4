import { failure } from "./_message.ts";

/**
 * Asserts that `actual` is neither `null` nor `undefined`.
 *
 * @typeParam T The type of the value.
 * @param actual The value to test.
 * @param msg What to say besides when it fails.
 * @throws {AssertionError} If it is one of them.
 *
 * @example Usage
 * ```ts
 * import { assertExists } from "@std/assert";
 *
 * assertExists(["a"][0]);
 * ```
 */
export function assertExists<T>(actual: T, msg?: string): asserts actual is NonNullable<T> {
  if (actual === null || actual === undefined) {
    throw failure(`Expected actual: "${actual}" to not be null or undefined`, msg);
  }
}
