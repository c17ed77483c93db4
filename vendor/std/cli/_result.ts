/**
 * Gathers what the arguments set: numbers, collecting, aliases, defaults, the `unknown` callback.
 * Reads no argument itself.
 *
 * @module
 */

import type { Declared } from "./_declared.ts";
import { getNested, hasNested, type Nested, setNested } from "./_nested.ts";
import type { Setting } from "./_reading.ts";
import type { ParseOptions } from "./parse_options.ts";

/** The result of one parse, while it grows. */
export class Result {
  readonly words: (string | number)[] = [];
  readonly flags: Nested = {};
  readonly #declared: Declared;
  readonly #options: ParseOptions;

  constructor(declared: Declared, options: ParseOptions) {
    this.#declared = declared;
    this.#options = options;
  }

  /** Takes a flag found in `arg`. */
  set(setting: Setting, arg: string): void {
    const { name, value: raw, negated } = setting;
    const declared = this.#declared;
    if (!declared.knows(name, arg) && this.#options.unknown?.(arg, name, raw) === false) return;

    const value = declared.strings.has(name) ? raw : numbered(raw);
    const collects = declared.collected.has(name) && !negated;
    for (const key of [name, ...declared.aliasesOf(name)]) {
      const before = getNested(this.flags, key);
      const list = Array.isArray(before) ? [...before, value] : [value];
      setNested(this.flags, key, collects ? list : value);
    }
  }

  /** Takes a word that is no flag. */
  addWord(arg: string): void {
    if (this.#options.unknown?.(arg) === false) return;
    this.words.push(this.#declared.strings.has("_") ? arg : numbered(arg));
  }

  /** Fills in what was not given. */
  complete(): void {
    const { booleans, strings, collected } = this.#declared;
    for (const [name, value] of Object.entries(this.#options.default ?? {})) {
      if (hasNested(this.flags, name)) continue;
      for (const key of [name, ...this.#declared.aliasesOf(name)]) {
        setNested(this.flags, key, value);
      }
    }
    for (const name of booleans) this.#fill(name, collected.has(name) ? [] : false);
    for (const name of strings) if (collected.has(name)) this.#fill(name, []);
  }

  #fill(name: string, value: unknown): void {
    if (!hasNested(this.flags, name)) setNested(this.flags, name, value);
  }
}

/** A numeric-looking string as a number, anything else as it is. */
function numbered<T>(value: T): T | number {
  const numeric = typeof value === "string" && value.trim() !== "" &&
    Number.isFinite(Number(value));
  return numeric ? Number(value) : value;
}
