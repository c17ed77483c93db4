/**
 * Reads `-p`, `-p 1`, `-p1`, `-p=1`, and letters run together: `-abc`.
 *
 * @module
 */

import type { Declared } from "./_declared.ts";
import { lone, readBare, type Reading, type Setting } from "./_reading.ts";

/**
 * Reads one single hyphenated argument.
 *
 * @param arg The argument, longer than its hyphen.
 * @param next The argument after it, if any.
 * @param declared What the caller declared.
 * @returns The flags it sets, the last of them perhaps with the next argument as its value.
 */
export function readShortFlags(
  arg: string,
  next: string | undefined,
  declared: Declared,
): Reading {
  const settings: Setting[] = [];
  for (let at = 1; at < arg.length - 1; at++) {
    const name = arg.charAt(at);
    const rest = arg.slice(at + 1);
    if (rest === "-") {
      return { settings: [...settings, { name, value: rest }], tookNext: false };
    }
    const value = attachedValue(name, rest);
    if (value !== undefined) {
      return { settings: [...settings, { name, value }], tookNext: false };
    }
    settings.push(lone(name, declared));
  }

  const mayTake = next !== undefined && !/^--?[^-]/.test(next);
  const last = readBare(arg.slice(-1), next, mayTake, declared);
  return { settings: [...settings, ...last.settings], tookNext: last.tookNext };
}

/** The value that `rest` is for the letter before it, or `undefined` if it is more letters. */
function attachedValue(letter: string, rest: string): string | undefined {
  if (/[A-Za-z]/.test(letter)) {
    const equals = rest.indexOf("=");
    if (equals !== -1 && equals < rest.length - 1) return rest.slice(equals + 1);
    if (/\d\.?$/.test(rest)) return rest;
  }
  return rest.length > 1 && /^\W/.test(rest) ? rest : undefined;
}
