/**
 * Coming in: from connecting to the welcome, one client after the other, each gone before the next.
 *
 * @module
 */

import type { Figure } from "../figure.ts";
import { FramedClient, SMALL_READ } from "../load/framed_client.ts";
import { spread } from "../percentile.ts";
import type { Stage, Workload } from "../workload.ts";

const COUNTS = { quick: 50, usual: 200, full: 1_000 } as const;

/** Clients that are not counted: the first are slow, until the code is compiled. */
const WARM = 10;

/** The workload. */
export const connect: Workload = {
  name: "connect",
  about: "from connecting to the welcome, one after the other",
  connections: () => 1,
  async run({ extent, startServer }: Stage): Promise<readonly Figure[]> {
    await using server = await startServer();
    const times: number[] = [];
    for (let i = 0; i < WARM + COUNTS[extent]; i++) {
      const start = performance.now();
      const client = await FramedClient.join(server.port, "kari", `rom-${i}`, SMALL_READ);
      if (i >= WARM) times.push(performance.now() - start);
      await client.leave();
    }
    return spread("", times, "ms");
  },
};
