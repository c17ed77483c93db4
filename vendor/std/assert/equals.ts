import { difference, failure } from "./_message.ts";
import { equal } from "./equal.ts";

/**
 * Asserts that two values are deeply equal, as {@linkcode equal} has it.
 *
 * @typeParam T The type of the values.
 * @param actual The value to test.
 * @param expected The value it must equal.
 * @param msg What to say besides when it fails.
 * @throws {AssertionError} If they differ, with the lines that do.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals({ room: "lobby", seats: [1, 2] }, { room: "lobby", seats: [1, 2] });
 * ```
 */
export function assertEquals<T>(actual: T, expected: T, msg?: string): void {
  if (equal(actual, expected)) return;
  throw failure("Values are not equal", msg, difference(actual, expected));
}
