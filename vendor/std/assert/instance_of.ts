import { failure } from "./_message.ts";

/**
 * Asserts that `actual` is an instance of `expectedType`.
 *
 * @typeParam T The type of the class.
 * @param actual The value to test.
 * @param expectedType The class it must be of.
 * @param msg What to say besides when it fails.
 * @throws {AssertionError} If it is not.
 *
 * @example Usage
 * ```ts
 * import { assertInstanceOf } from "@std/assert";
 *
 * assertInstanceOf(new URL("http://localhost"), URL);
 * ```
 */
export function assertInstanceOf<T extends abstract new (...args: never[]) => unknown>(
  actual: unknown,
  expectedType: T,
  msg = "",
): asserts actual is InstanceType<T> {
  if (actual instanceof expectedType) return;
  const expected = `Expected object to be an instance of "${expectedType.name}"`;
  throw failure(`${expected} but was "${kindOf(actual)}"`, msg);
}

function kindOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return value === null ? "null" : typeof value;
  return value.constructor?.name ?? "Object";
}
