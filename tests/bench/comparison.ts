/**
 * A figure beside the one recorded. It must not know how either is shown.
 *
 * @module
 */

import type { Figure } from "./figure.ts";

/**
 * How far a figure may be from the one recorded before that is called better or worse: on machines that are shared the
 * same code varies by some 40 % within minutes.
 */
export const NOISE = 1.4;

/** A figure and what it was. */
export interface Comparison {
  readonly workload: string;
  readonly figure: Figure;
  /** The figure recorded; `null`: none. */
  readonly recorded: number | null;
  /** How many times the recorded figure it is; `null` where there is none, or it was 0. */
  readonly ratio: number | null;
  readonly verdict: "new" | "same" | "better" | "worse";
}

/** Holds a figure against those recorded of its workload. */
export function compare(
  workload: string,
  figure: Figure,
  recorded: readonly Figure[] = [],
): Comparison {
  const { what, unit, value, better } = figure;
  const last = recorded.find((other) => other.what === what && other.unit === unit)?.value;
  if (last === undefined) {
    return { workload, figure, recorded: null, ratio: null, verdict: "new" };
  }
  if (!Number.isFinite(value)) {
    return { workload, figure, recorded: last, ratio: null, verdict: "worse" };
  }
  const ratio = last === 0 ? null : value / last;
  const change = ratio ?? (value === 0 ? 1 : Infinity);
  const verdict = change <= NOISE && change >= 1 / NOISE
    ? "same"
    : (change < 1) === (better === "lower")
    ? "better"
    : "worse";
  return { workload, figure, recorded: last, ratio, verdict };
}
