/**
 * How long one text at a time takes from one client to the other.
 *
 * @module
 */

import { medianAndP99 } from "../figures/percentile.ts";
import { joinPair, roundTrips } from "../load/pairs.ts";
import { MeasuredServer } from "../server/measured_server.ts";
import type { Workload } from "./workload.ts";

/** Texts before the measured ones: the first are slow until the code is compiled. */
const WARM_UP = 300;

/** The dialects take turns, so that a busy moment of the machine hits both alike. */
const ROUNDS = 4;

const TEXTS_PER_ROUND = 500;

/** The workload. */
export const latency: Workload = {
  name: "latency",
  about: "one text at a time, from one client to the other",
  async run() {
    await using server = await MeasuredServer.start();
    const plain = await joinPair(server.port, "plain");
    const framed = await joinPair(server.port, "framed", "rammer");
    const times = { plain: new Array<number>(), framed: new Array<number>() };
    await roundTrips(plain, WARM_UP);
    await roundTrips(framed, WARM_UP);
    for (let round = 0; round < ROUNDS; round++) {
      times.plain.push(...await roundTrips(plain, TEXTS_PER_ROUND));
      times.framed.push(...await roundTrips(framed, TEXTS_PER_ROUND));
    }
    return [
      ...medianAndP99("plain: ", times.plain, "µs"),
      ...medianAndP99("framed: ", times.framed, "µs"),
    ];
  },
};
