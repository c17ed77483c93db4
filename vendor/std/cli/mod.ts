/**
 * Tools for command lines: the part of `@std/cli` this project uses.
 *
 * @module
 */

export * from "./parse_args.ts";
