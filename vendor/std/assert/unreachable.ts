import { failure } from "./_message.ts";

/**
 * Marks a place that nothing may reach.
 *
 * @param msg What to say besides when it is reached.
 * @returns Never.
 * @throws {AssertionError} Always.
 *
 * @example Usage
 * ```ts
 * import { assertThrows, unreachable } from "@std/assert";
 *
 * assertThrows(() => unreachable("A third seat"));
 * ```
 */
export function unreachable(msg?: string): never {
  throw failure("Unreachable", msg);
}
