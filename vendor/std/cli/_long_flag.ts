/**
 * Reads `--name`, `--name value`, `--name=value` and `--no-name`.
 *
 * @module
 */

import type { Declared } from "./_declared.ts";
import { readBare, type Reading } from "./_reading.ts";

const negation = "no-";

/**
 * Reads one double hyphenated argument.
 *
 * @param arg The argument, longer than its two hyphens.
 * @param next The argument after it, if any.
 * @param declared What the caller declared.
 * @returns The flag it sets.
 */
export function readLongFlag(
  arg: string,
  next: string | undefined,
  declared: Declared,
): Reading {
  const body = arg.slice(2);
  const negated = body.startsWith(negation) && body.length > negation.length;
  const bare = negated ? body.slice(negation.length) : body;

  // An equal sign with nothing before or after it belongs to the name, as upstream has it.
  const equals = bare.indexOf("=", 1);
  if (equals !== -1 && equals < bare.length - 1) {
    const name = bare.slice(0, equals);
    const text = bare.slice(equals + 1);
    const value = declared.booleans.has(name) ? text !== "false" : text;
    return { settings: [{ name, value }], tookNext: false };
  }

  if (negated && declared.negatable.has(bare)) {
    return { settings: [{ name: bare, value: false, negated }], tookNext: false };
  }
  const mayTake = !declared.allBooleans && next?.startsWith("-") === false;
  return readBare(body, next, mayTake, declared);
}
