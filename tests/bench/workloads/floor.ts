/**
 * How far the server is from the least that could be: the same talk in many rooms through a relay that does nothing else, and
 * through the server, one after the other.
 *
 * @module
 */

import { type Figure, less } from "../figure.ts";
import { joinCrowd } from "../load/crowd.ts";
import { talkSteadily } from "../load/steady_talk.ts";
import type { MeasuredServer } from "../measured_server.ts";
import { pause } from "../pause.ts";
import { percentile, spread } from "../percentile.ts";
import type { Stage, Workload } from "../workload.ts";

/** As many as `duel.py rooms` has when it is asked for them, and as fast. */
const ROOMS = 1_000;
const RATE = 1_000;

/** Seconds. */
const WARM = 2;
const COUNTED = { quick: 3, usual: 10, full: 20 } as const;

/** Milliseconds in which a server that was just filled comes to rest. */
const REST = 2_000;

/** The workload. */
export const floor: Workload = {
  name: "floor",
  about:
    `${ROOMS} rooms of two, ${RATE} texts a second, through a mere relay and through the server`,
  connections: () => 2 * ROOMS,
  async run({ extent, startRelay, startServer }: Stage): Promise<readonly Figure[]> {
    const relay = await talk(await startRelay(), COUNTED[extent]);
    const server = await talk(await startServer(["--max-workers", "2"]), COUNTED[extent]);
    const times = (percent: number) => percentile(server, percent) / percentile(relay, percent);
    return [
      ...spread("a relay: ", relay, "µs"),
      ...spread("the server: ", server, "µs"),
      less("the server's p50, times the relay's", times(50), "x"),
      less("the server's p99, times the relay's", times(99), "x"),
    ];
  },
};

/** How long each text took. */
async function talk(started: MeasuredServer, seconds: number): Promise<readonly number[]> {
  await using server = started;
  const pairs = await joinCrowd(server.port, ROOMS);
  await pause(REST);
  await talkSteadily(pairs, { rate: RATE, seconds: WARM });
  const { latencies } = await talkSteadily(pairs, { rate: RATE, seconds });
  return latencies;
}
