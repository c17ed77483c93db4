/**
 * How many rooms of two fare at a steady rate: latency, memory, and processor time.
 *
 * @module
 */

import type { Figure } from "../figures/figure.ts";
import { medianAndP99 } from "../figures/percentile.ts";
import { joinRooms, sendSteadily } from "../load/pairs.ts";
import { MeasuredServer } from "../server/measured_server.ts";
import type { Workload } from "./workload.ts";

/** Each room takes two open files here and two in the server. All fit in a limit of 1,024. */
const ROOMS = 400;

/** Texts a second over all rooms. */
const RATE = 500;

const SECONDS = 10;

/** Seconds of texts before the measured ones: the first are slow until the code is compiled. */
const WARM_UP = 2;

/** Milliseconds for the server to settle before its memory is measured. */
const SETTLE = 2_000;

/** The workload. */
export const rooms: Workload = {
  name: "rooms",
  about: `${ROOMS} rooms of two, ${RATE} texts a second over all`,
  async run() {
    await using server = await MeasuredServer.start("--max-workers", "2");
    const emptyMemory = await server.memory();
    const pairs = await joinRooms(server.port, ROOMS);
    await new Promise((resolve) => setTimeout(resolve, SETTLE));
    const fullMemory = await server.memory();
    await sendSteadily(pairs, { rate: RATE, seconds: WARM_UP });
    const cpuBefore = await server.cpu();
    const run = await sendSteadily(pairs, { rate: RATE, seconds: SECONDS });
    const cpuAfter = await server.cpu();
    const figures: Figure[] = [
      { name: "lost", value: run.lost, unit: "texts" },
      { name: "out of order", value: run.disordered, unit: "texts" },
      ...medianAndP99("", run.latencies, "µs"),
    ];
    if (emptyMemory !== undefined && fullMemory !== undefined) {
      const each = (fullMemory - emptyMemory) * 1_024 / (2 * ROOMS);
      figures.push({ name: "memory per client", value: each, unit: "KB" });
    }
    if (cpuBefore !== undefined && cpuAfter !== undefined) {
      const share = (cpuAfter - cpuBefore) / run.seconds * 100;
      figures.push({ name: "server CPU", value: share, unit: "%" });
    }
    return figures;
  },
};
