import { shown } from "./_message.ts";
import { AssertionError } from "./assertion_error.ts";

/**
 * Asserts that `actual` is greater than or equal to `expected`.
 *
 * @typeParam T The type of the values.
 * @param actual The value to test.
 * @param expected The value to compare it to.
 * @param msg What to say instead when it fails.
 * @throws {AssertionError} If it is not.
 *
 * @example Usage
 * ```ts
 * import { assertGreaterOrEqual } from "@std/assert";
 *
 * assertGreaterOrEqual(2, 2);
 * ```
 */
export function assertGreaterOrEqual<T>(actual: T, expected: T, msg?: string): void {
  if (actual >= expected) return;
  throw new AssertionError(msg ?? `Expect ${shown(actual)} >= ${shown(expected)}`);
}
