import { failure } from "./_message.ts";

/**
 * Fails.
 *
 * @param msg What to say besides when it fails.
 * @returns Never.
 * @throws {AssertionError} Always.
 *
 * @example Usage
 * ```ts
 * import { assertThrows, fail } from "@std/assert";
 *
 * assertThrows(() => fail("Not here"));
 * ```
 */
export function fail(msg?: string): never {
  throw failure("Failed assertion", msg);
}
