import { failure, shown } from "./_message.ts";
import { equal } from "./equal.ts";

/**
 * Asserts that two values are not deeply equal, as {@linkcode equal} has it.
 *
 * @typeParam T The type of the values.
 * @param actual The value to test.
 * @param expected The value it must differ from.
 * @param msg What to say besides when it fails.
 * @throws {AssertionError} If they are equal.
 *
 * @example Usage
 * ```ts
 * import { assertNotEquals } from "@std/assert";
 *
 * assertNotEquals([1, 2], [2, 1]);
 * ```
 */
export function assertNotEquals<T>(actual: T, expected: T, msg?: string): void {
  if (!equal(actual, expected)) return;
  throw failure(`Expected actual: ${shown(actual)} not to be: ${shown(expected)}`, msg);
}
