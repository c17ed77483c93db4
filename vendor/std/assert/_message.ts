/**
 * How a failed assertion reads. Decides nothing.
 *
 * @module
 */

import { AssertionError as NodeAssertionError } from "node:assert/strict";
import { inspect, stripVTControlCharacters } from "node:util";
import { AssertionError } from "./assertion_error.ts";

/** A value as a reader of a test report wants it: whole, with its keys in a fixed order. */
export function shown(value: unknown): string {
  return inspect(value, { depth: 100, sorted: true, maxArrayLength: 200, compact: 3 });
}

/**
 * Makes the error of a failed assertion.
 *
 * @param what What did not hold.
 * @param msg What the caller adds.
 * @param details Lines below the first.
 * @returns The error, to be thrown.
 */
export function failure(what: string, msg?: string, details = ""): AssertionError {
  const end = msg ? `: ${msg}` : ".";
  return new AssertionError(what + end + (details && `\n\n${details}\n`));
}

/** The differences of two values, line by line: `+` for actual, `-` for expected. */
export function difference(actual: unknown, expected: unknown): string {
  const compared = new NodeAssertionError({ actual, expected, operator: "deepStrictEqual" });
  // The first line says what node calls the comparison, which is not ours.
  return stripVTControlCharacters(compared.message).split("\n").slice(1).join("\n").trim();
}
