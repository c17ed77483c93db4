/**
 * One measured number and its unit.
 *
 * @module
 */

/** A number that a workload measured. */
export interface Figure {
  /** Unique within the workload, for example `plain: p50`. */
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}
