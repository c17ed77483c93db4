/**
 * What `deno bench --json` says, as figures.
 *
 * @module
 */

import { type Figure, less } from "./figure.ts";

/** What is read of each benchmark. */
interface Bench {
  readonly name: string;
  readonly results: readonly { readonly ok?: { readonly p75: number; readonly n: number } }[];
}

/**
 * Reads the report.
 *
 * @returns Of each benchmark the time that three of four iterations stay below: the mean is that of the machine's worst
 * moments.
 * @throws {Error} If one of them failed, or it is no report.
 */
export function pureFigures(report: string): readonly Figure[] {
  // Deno's own writing, version 1 of it.
  const { benches } = JSON.parse(report) as { readonly benches: readonly Bench[] };
  return benches.map(({ name, results: [result] }) => {
    if (result?.ok === undefined) throw new Error(`This benchmark failed: ${name}`);
    return less(name, result.ok.p75 / 1_000, "µs");
  });
}
