/**
 * Percentiles of measured values.
 *
 * @module
 */

import type { Figure } from "./figure.ts";

/**
 * The smallest of `values` that at least `percent` of them do not exceed (nearest rank).
 *
 * @param values In any order.
 * @param percent From 0 to 100.
 * @returns `NaN` if there are no values.
 */
export function percentile(values: Iterable<number>, percent: number): number {
  const sorted = Float64Array.from(values).sort();
  const rank = Math.ceil(percent / 100 * sorted.length);
  return sorted[Math.max(rank, 1) - 1] ?? NaN;
}

/** The median and the 99th percentile, as two figures. */
export function medianAndP99(
  prefix: string,
  values: readonly number[],
  unit: string,
): readonly Figure[] {
  return [
    { name: `${prefix}p50`, value: percentile(values, 50), unit },
    { name: `${prefix}p99`, value: percentile(values, 99), unit },
  ];
}
