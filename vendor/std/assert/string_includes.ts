import { failure } from "./_message.ts";

/**
 * Asserts that `actual` has `expected` in it.
 *
 * @param actual The string.
 * @param expected The part it must have.
 * @param msg What to say besides when it fails.
 * @throws {AssertionError} If it has not.
 *
 * @example Usage
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 *
 * assertStringIncludes("The room is full", "full");
 * ```
 */
export function assertStringIncludes(actual: string, expected: string, msg?: string): void {
  if (actual.includes(expected)) return;
  throw failure(`Expected actual: "${actual}" to contain: "${expected}"`, msg);
}
