import { AssertionError } from "./assertion_error.ts";

/** What {@linkcode assertFalse} lets pass. */
export type Falsy = false | 0 | 0n | "" | null | undefined;

/**
 * Asserts that `expr` is falsy.
 *
 * @param expr The value to test.
 * @param msg What to say when it fails.
 * @throws {AssertionError} If `expr` is truthy.
 *
 * @example Usage
 * ```ts
 * import { assertFalse } from "@std/assert";
 *
 * assertFalse("hello".includes("world"));
 * ```
 */
export function assertFalse(expr: unknown, msg = ""): asserts expr is Falsy {
  if (expr) throw new AssertionError(msg);
}
