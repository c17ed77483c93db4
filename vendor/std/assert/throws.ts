import { failure } from "./_message.ts";
import { assertIsError } from "./_is_error.ts";

/**
 * Asserts that `fn` throws.
 *
 * @param fn The function to call.
 * @param msg What to say besides when it fails.
 * @returns What it threw.
 * @throws {AssertionError} If it does not throw.
 *
 * @example Usage
 * ```ts
 * import { assertThrows } from "@std/assert";
 *
 * assertThrows(() => JSON.parse("{"));
 * ```
 */
export function assertThrows(fn: () => unknown, msg?: string): unknown;
/**
 * Asserts that `fn` throws an error of a class.
 *
 * @typeParam E The type of the error.
 * @param fn The function to call.
 * @param ErrorClass The class of the error.
 * @param msgIncludes What the message of the error must have in it.
 * @param msg What to say besides when it fails.
 * @returns What it threw.
 * @throws {AssertionError} If it does not throw, or throws something else.
 *
 * @example Usage
 * ```ts
 * import { assertThrows } from "@std/assert";
 *
 * assertThrows(() => JSON.parse("{"), SyntaxError, "JSON");
 * ```
 */
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  ErrorClass: abstract new (...args: never[]) => E,
  msgIncludes?: string,
  msg?: string,
): E;
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  classOrMsg?: (abstract new (...args: never[]) => E) | string,
  msgIncludes?: string,
  msg?: string,
): unknown {
  const expected = typeof classOrMsg === "string" ? undefined : classOrMsg;
  const note = typeof classOrMsg === "string" ? classOrMsg : msg;
  let thrown: unknown;
  try {
    fn();
  } catch (error) {
    thrown = error;
    if (!expected) return thrown;
    if (!(thrown instanceof Error)) throw failure("A non-Error object was thrown", note);
    assertIsError(thrown, expected, msgIncludes, note);
    return thrown;
  }
  throw failure("Expected function to throw", note);
}
