import { failure } from "./_message.ts";
import { assertIsError } from "./_is_error.ts";

/**
 * Asserts that the promise of `fn` rejects. A throw before there is a promise is no rejection.
 *
 * @param fn The function to call.
 * @param msg What to say besides when it fails.
 * @returns What it rejected with.
 * @throws {AssertionError} If it does not reject.
 *
 * @example Usage
 * ```ts
 * import { assertRejects } from "@std/assert";
 *
 * await assertRejects(() => Promise.reject(new Error("Gone")));
 * ```
 */
export function assertRejects(
  fn: () => PromiseLike<unknown>,
  msg?: string,
): Promise<unknown>;
/**
 * Asserts that the promise of `fn` rejects with an error of a class.
 *
 * @typeParam E The type of the error.
 * @param fn The function to call.
 * @param ErrorClass The class of the error.
 * @param msgIncludes What the message of the error must have in it.
 * @param msg What to say besides when it fails.
 * @returns What it rejected with.
 * @throws {AssertionError} If it does not reject, or with something else.
 *
 * @example Usage
 * ```ts
 * import { assertRejects } from "@std/assert";
 *
 * await assertRejects(() => Promise.reject(new TypeError("Gone")), TypeError, "Gone");
 * ```
 */
export function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  ErrorClass: abstract new (...args: never[]) => E,
  msgIncludes?: string,
  msg?: string,
): Promise<E>;
export async function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  classOrMsg?: (abstract new (...args: never[]) => E) | string,
  msgIncludes?: string,
  msg?: string,
): Promise<unknown> {
  const expected = typeof classOrMsg === "string" ? undefined : classOrMsg;
  const note = typeof classOrMsg === "string" ? classOrMsg : msg;
  const promise = called(fn, note);
  try {
    await promise;
  } catch (error) {
    if (!expected) return error;
    if (!(error instanceof Error)) throw failure("A non-Error object was rejected", note);
    assertIsError(error, expected, msgIncludes, note);
    return error;
  }
  throw failure("Expected function to reject", note);
}

/** Calls `fn`, and takes nothing from it but a promise. */
function called(fn: () => PromiseLike<unknown>, note: string | undefined): PromiseLike<unknown> {
  try {
    const promise = fn();
    if (typeof promise?.then === "function") return promise;
  } catch {
    // Said below: a throw and a plain return are the same failure, as upstream has it.
  }
  throw failure("Function throws when expected to reject", note);
}
