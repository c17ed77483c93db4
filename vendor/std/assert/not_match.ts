import { failure } from "./_message.ts";

/**
 * Asserts that `actual` does not match `expected`.
 *
 * @param actual The string.
 * @param expected The pattern it must not match.
 * @param msg What to say besides when it fails.
 * @throws {AssertionError} If it matches.
 *
 * @example Usage
 * ```ts
 * import { assertNotMatch } from "@std/assert";
 *
 * assertNotMatch("lobby", /\d/);
 * ```
 */
export function assertNotMatch(actual: string, expected: RegExp, msg?: string): void {
  if (!expected.test(actual)) return;
  throw failure(`Expected actual: "${actual}" to not match: "${expected}"`, msg);
}
