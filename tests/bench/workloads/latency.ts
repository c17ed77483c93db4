/**
 * How long one text at a time takes from one client to the other.
 *
 * @module
 */

import type { Figure } from "../figures/figure.ts";
import { medianAndP99 } from "../figures/percentile.ts";
import { connectPlainPair, joinPair } from "../load/pair.ts";
import { roundTrips } from "../load/round_trips.ts";
import { TextBlock } from "../load/text_block.ts";
import { MeasuredServer } from "../server/measured_server.ts";
import type { Workload } from "./workload.ts";

const TEXT_BYTES = 40;

/** Texts before the measured ones: the first are slow until the code is compiled. */
const WARM_UP = 300;

/** The dialects take turns, so that a busy moment of the machine hits both alike. */
const ROUNDS = 4;

const TEXTS_PER_ROUND = 500;

/** The workload. */
export const latency: Workload = {
  name: "latency",
  about: "one text at a time, from one client to the other",
  async run(): Promise<readonly Figure[]> {
    await using server = await MeasuredServer.start();
    const plain = {
      pair: await connectPlainPair(server.port),
      block: new TextBlock("plain", TEXT_BYTES, 1),
      times: new Array<number>(),
    };
    const framed = {
      pair: await joinPair(server.port, "rammer"),
      block: new TextBlock("framed", TEXT_BYTES, 1),
      times: new Array<number>(),
    };
    for (const { pair, block } of [plain, framed]) await roundTrips(pair, block, 0, WARM_UP);
    for (let round = 0; round < ROUNDS; round++) {
      const first = WARM_UP + round * TEXTS_PER_ROUND;
      for (const { pair, block, times } of [plain, framed]) {
        times.push(...await roundTrips(pair, block, first, TEXTS_PER_ROUND));
      }
    }
    return [
      ...medianAndP99("plain: ", plain.times, "µs"),
      ...medianAndP99("framed: ", framed.times, "µs"),
    ];
  },
};
