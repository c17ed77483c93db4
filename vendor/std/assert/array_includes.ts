import { failure, shown } from "./_message.ts";
import { equal } from "./equal.ts";

/** Anything with a length and items, but no string. */
export type ArrayLikeArg<T> = ArrayLike<T> & object;

/**
 * Asserts that `actual` has every item of `expected`, in any order.
 *
 * @typeParam T The type of the items.
 * @param actual The items.
 * @param expected The items it must have.
 * @param msg What to say besides when it fails.
 * @throws {AssertionError} If one is missing.
 *
 * @example Usage
 * ```ts
 * import { assertArrayIncludes } from "@std/assert";
 *
 * assertArrayIncludes(["ann", "bob"], ["bob"]);
 * ```
 */
export function assertArrayIncludes<T>(
  actual: ArrayLikeArg<T>,
  expected: ArrayLikeArg<NoInfer<T>>,
  msg?: string,
): void {
  const items = Array.from(actual);
  const missing = Array.from(expected).filter((item) => !items.some((one) => equal(one, item)));
  if (missing.length === 0) return;
  throw failure(
    `Expected actual: "${shown(actual)}" to include: "${shown(expected)}"`,
    msg,
    `missing: ${shown(missing)}`,
  );
}
