import { AssertionError } from "./assertion_error.ts";

/**
 * Asserts that `expr` is truthy.
 *
 * @param expr The value to test.
 * @param msg What to say when it fails.
 * @throws {AssertionError} If `expr` is falsy.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 *
 * assert("hello".includes("ell"));
 * ```
 */
export function assert(expr: unknown, msg = ""): asserts expr {
  if (!expr) throw new AssertionError(msg);
}
