/**
 * What the options say of a name, whichever alias it comes under. Knows no argument.
 *
 * @module
 */

import type { ParseOptions } from "./parse_options.ts";

/** The declared flag names, each set complete with aliases. */
export class Declared {
  readonly booleans: ReadonlySet<string>;
  readonly strings: ReadonlySet<string>;
  readonly collected: ReadonlySet<string>;
  readonly negatable: ReadonlySet<string>;
  /** Whether a double hyphenated flag without an equal sign is boolean, whatever its name. */
  readonly allBooleans: boolean;
  readonly #aliases = new Map<string, readonly string[]>();

  constructor(options: ParseOptions) {
    for (const [name, aliases] of Object.entries(options.alias ?? {})) {
      const group = [name, ...listed(aliases)];
      for (const member of group) {
        this.#aliases.set(member, group.filter((other) => other !== member));
      }
    }
    const { boolean } = options;
    this.allBooleans = boolean === true;
    this.booleans = this.#withAliases(typeof boolean === "boolean" ? [] : listed(boolean));
    this.strings = this.#withAliases(listed(options.string));
    this.collected = this.#withAliases(listed(options.collect));
    this.negatable = this.#withAliases(listed(options.negatable));
  }

  /** The other names of `name`. */
  aliasesOf(name: string): readonly string[] {
    return this.#aliases.get(name) ?? [];
  }

  /** Whether `arg`, which sets `name`, needs no word from the `unknown` callback. */
  knows(name: string, arg: string): boolean {
    return this.booleans.has(name) || this.strings.has(name) || this.#aliases.has(name) ||
      this.allBooleans && arg.startsWith("--") && !arg.includes("=");
  }

  #withAliases(names: readonly string[]): ReadonlySet<string> {
    return new Set(names.flatMap((name) => [name, ...this.aliasesOf(name)]));
  }
}

function listed(names: string | readonly string[] = []): readonly string[] {
  return (typeof names === "string" ? [names] : names).filter((name) => name !== "");
}
