/**
 * Assertions for tests: the part of `@std/assert` this project uses. Each throws an
 * {@linkcode AssertionError} when it does not hold.
 *
 * @example Usage
 * ```ts
 * import { assert, assertEquals } from "@std/assert";
 *
 * assert("lobby".startsWith("l"));
 * assertEquals([1, 2].map((n) => n * 2), [2, 4]);
 * ```
 *
 * @module
 */

export * from "./assert.ts";
export * from "./assertion_error.ts";
export * from "./equals.ts";
export * from "./fail.ts";
export * from "./false.ts";
export * from "./greater.ts";
export * from "./_is_error.ts";
export * from "./less.ts";
export * from "./match.ts";
export * from "./not_equals.ts";
export * from "./rejects.ts";
export * from "./strict_equals.ts";
export * from "./string_includes.ts";
export * from "./throws.ts";
