/**
 * What half of all, or nearly all, stay below.
 *
 * @module
 */

import { type Figure, less } from "./figure.ts";

/**
 * The smallest of `values` that at least `percent` of them do not exceed (nearest rank).
 *
 * @param values In any order.
 * @param percent From 0 to 100.
 * @returns `NaN` of no values.
 * @example
 * ```ts
 * import { percentile } from "./percentile.ts";
 *
 * percentile([3, 1, 2], 50); // 2
 * ```
 */
export function percentile(values: Iterable<number>, percent: number): number {
  const sorted = Float64Array.from(values).sort();
  const rank = Math.ceil(percent / 100 * sorted.length);
  return sorted[Math.max(rank, 1) - 1] ?? NaN;
}

/** The middle one and the one that 1 in 100 exceeds, as two figures. */
export function spread(what: string, values: readonly number[], unit: string): readonly Figure[] {
  return [
    less(`${what}p50`, percentile(values, 50), unit),
    less(`${what}p99`, percentile(values, 99), unit),
  ];
}
