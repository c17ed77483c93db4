/**
 * What a workload is: something done to a server, of which figures come.
 *
 * @module
 */

import type { Figure } from "./figure.ts";
import type { Extent } from "./options.ts";
import type { MeasuredServer } from "./measured_server.ts";

/** What a workload is given. */
export interface Stage {
  readonly extent: Extent;
  /** The checkout that is measured. */
  readonly project: string;
  /** Starts a server; flags of the person's own come after these, and win. */
  startServer(flags?: readonly string[]): Promise<MeasuredServer>;
  /** Starts this checkout's relay, the least that a server could be. */
  startRelay(): Promise<MeasuredServer>;
}

/** Something to measure. */
export interface Workload {
  readonly name: string;
  /** What it does, in one line. */
  readonly about: string;
  /** How many connections it has at once. */
  connections(extent: Extent): number;
  /**
   * Runs it.
   *
   * @throws {Error} If it could not be carried through. That something is slow, or lost, is a figure.
   */
  run(stage: Stage): Promise<readonly Figure[]>;
}
