import { failure } from "./_message.ts";

/**
 * Asserts that `actual` matches `expected`.
 *
 * @param actual The string.
 * @param expected The pattern it must match.
 * @param msg What to say besides when it fails.
 * @throws {AssertionError} If it does not match.
 *
 * @example Usage
 * ```ts
 * import { assertMatch } from "@std/assert";
 *
 * assertMatch("room 7", /\d$/);
 * ```
 */
export function assertMatch(actual: string, expected: RegExp, msg?: string): void {
  if (expected.test(actual)) return;
  throw failure(`Expected actual: "${actual}" to match: "${expected}"`, msg);
}
