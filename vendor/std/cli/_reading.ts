/**
 * What one argument turned out to mean, and how a flag finds its value in the word after it.
 *
 * @module
 */

import type { Declared } from "./_declared.ts";

/** One flag given a value. */
export interface Setting {
  readonly name: string;
  readonly value: string | boolean;
  /** Whether `--no-` set it: then it replaces what was collected. */
  readonly negated?: boolean;
}

/** The flags in one argument, and whether the last of them used up the next argument. */
export interface Reading {
  readonly settings: readonly Setting[];
  readonly tookNext: boolean;
}

/**
 * Reads a flag that has no value of its own.
 *
 * @param name The flag's name.
 * @param next The argument after it, if any.
 * @param mayTake Whether `next` looks like a value rather than like a flag.
 * @param declared What the caller declared.
 * @returns The flag with the value found for it.
 */
export function readBare(
  name: string,
  next: string | undefined,
  mayTake: boolean,
  declared: Declared,
): Reading {
  if (next && mayTake && !declared.booleans.has(name)) {
    return { settings: [{ name, value: next }], tookNext: true };
  }
  if (next === "true" || next === "false") {
    return { settings: [{ name, value: next === "true" }], tookNext: true };
  }
  return { settings: [lone(name, declared)], tookNext: false };
}

/** A flag without any value: present, so `""` for a string and `true` for the rest. */
export function lone(name: string, declared: Declared): Setting {
  return { name, value: declared.strings.has(name) ? "" : true };
}
