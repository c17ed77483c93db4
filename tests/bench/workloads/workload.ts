/**
 * What each workload offers to `main.ts`.
 *
 * @module
 */

import type { Figure } from "../figures/figure.ts";

/** Something to measure. */
export interface Workload {
  readonly name: string;
  /** One line for `--help`. */
  readonly about: string;
  /**
   * Starts its own servers, and measures. A slow or lost text is a figure, not an error.
   *
   * @throws {Error} If it cannot finish.
   */
  run(): Promise<readonly Figure[]>;
}
