import { stripVTControlCharacters } from "node:util";
import { failure } from "./_message.ts";

/**
 * Asserts that `error` is an error, and of which class, and what it says.
 *
 * @typeParam E The type of the error.
 * @param error The value to test.
 * @param ErrorClass The class it must be of.
 * @param msgMatches What its message must have in it, or match.
 * @param msg What to say besides when it fails.
 * @throws {AssertionError} If it is not so.
 */
export function assertIsError<E extends Error = Error>(
  error: unknown,
  ErrorClass?: abstract new (...args: never[]) => E,
  msgMatches?: string | RegExp,
  msg?: string,
): asserts error is E {
  if (!(error instanceof Error)) throw failure('Expected "error" to be an Error object', msg);
  if (ErrorClass && !(error instanceof ErrorClass)) {
    const wanted = `Expected error to be instance of "${ErrorClass.name}"`;
    throw failure(`${wanted}, but was "${error.constructor.name}"`, msg);
  }
  if (!msgMatches) return;
  const message = stripVTControlCharacters(error.message);
  const matches = typeof msgMatches === "string"
    ? message.includes(stripVTControlCharacters(msgMatches))
    : msgMatches.test(message);
  if (matches) return;
  const part = typeof msgMatches === "string" ? JSON.stringify(msgMatches) : `${msgMatches}`;
  const said = JSON.stringify(error.message);
  throw failure(`Expected error message to include ${part}, but got ${said}`, msg);
}
