/**
 * What a benchmark finds: a number, what of, and whether less of it is better. It must not know how it was measured.
 *
 * @module
 */

/** One thing measured, within its workload. */
export interface Figure {
  /** Unique within its workload, with all that it takes to compare it: `1000 rooms: p50`. */
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly better: "lower" | "higher";
}

/** A figure of which less is better: a time, a size, a loss. */
export function less(what: string, value: number, unit: string): Figure {
  return { what, value, unit, better: "lower" };
}

/** A figure of which more is better: a rate. */
export function more(what: string, value: number, unit: string): Figure {
  return { what, value, unit, better: "higher" };
}
