/**
 * How long a client takes from connecting to its `welcome`, one client after another.
 *
 * @module
 */

import { medianAndP99 } from "../figures/percentile.ts";
import { LoadClient } from "../load/load_client.ts";
import { MeasuredServer } from "../server/measured_server.ts";
import type { Workload } from "./workload.ts";

const CLIENTS = 200;

/** Clients before the measured ones: the first are slow until the code is compiled. */
const WARM_UP = 10;

/** The workload. */
export const connect: Workload = {
  name: "connect",
  about: "from connecting to the welcome, one client after another",
  async run() {
    await using server = await MeasuredServer.start();
    const times: number[] = [];
    for (let i = 0; i < WARM_UP + CLIENTS; i++) {
      const start = performance.now();
      const client = await LoadClient.join(server.port, "framed", "kari", `rom-${i}`);
      if (i >= WARM_UP) times.push(performance.now() - start);
      await client.leave();
    }
    return medianAndP99("", times, "ms");
  },
};
