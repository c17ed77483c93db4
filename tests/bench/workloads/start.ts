/**
 * How long it takes from the command to the line that says where the server listens.
 *
 * @module
 */

import { type Figure, less } from "../figure.ts";
import { percentile } from "../percentile.ts";
import type { Stage, Workload } from "../workload.ts";

/** Starts that count; one before them brings the page and the disk's cache up to date. */
const COUNTS = { quick: 3, usual: 7, full: 15 } as const;

/** The workload. */
export const start: Workload = {
  name: "start",
  about: "from `deno task server` to its [LYTTER] line",
  connections: () => 0,
  async run({ extent, startServer }: Stage): Promise<readonly Figure[]> {
    const times: number[] = [];
    for (let i = 0; i <= COUNTS[extent]; i++) {
      await using server = await startServer();
      if (i > 0) times.push(server.startedIn);
    }
    return [
      less("the task, p50", percentile(times, 50), "ms"),
      less("the task, slowest", Math.max(...times), "ms"),
    ];
  },
};
