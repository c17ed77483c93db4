/**
 * One text at a time: how long it takes from one to the other.
 *
 * @module
 */

import { type Figure, less } from "../figure.ts";
import { bareSockets } from "../load/bare_sockets.ts";
import { connectPlainPair, joinPair } from "../load/pair.ts";
import { oneByOne } from "../load/one_by_one.ts";
import { TextBlock } from "../load/text_block.ts";
import { percentile, spread } from "../percentile.ts";
import type { Stage, Workload } from "../workload.ts";

const TEXT_BYTES = 40;

/** Texts that are not counted: the first are slow, until the code is compiled. */
const WARM = 300;

/** In turn, so that a loud moment of the machine hits all alike. */
const ROUNDS = 4;

/** Texts a round. */
const COUNTS = { quick: 100, usual: 500, full: 2_000 } as const;

/** The workload. */
export const latency: Workload = {
  name: "latency",
  about: "one text at a time, from one to the other",
  connections: () => 6,
  async run({ extent, startServer }: Stage): Promise<readonly Figure[]> {
    await using server = await startServer();
    const plain = await connectPlainPair(server.port);
    const framed = await joinPair(server.port, "rammer");
    using bare = await bareSockets();
    const kinds = [
      { pair: plain, block: new TextBlock("plain", TEXT_BYTES, 1), times: new Array<number>() },
      { pair: framed, block: new TextBlock("framed", TEXT_BYTES, 1), times: new Array<number>() },
      { pair: bare, block: new TextBlock("plain", TEXT_BYTES, 1), times: new Array<number>() },
    ] as const;
    for (const { pair, block } of kinds) await oneByOne(pair, block, 0, WARM);
    for (let round = 0; round < ROUNDS; round++) {
      for (const { pair, block, times } of kinds) {
        const first = WARM + round * COUNTS[extent];
        times.push(...await oneByOne(pair, block, first, COUNTS[extent]));
      }
    }
    const [ofPlain, ofFramed, ofNone] = kinds.map(({ times }) => times);
    return [
      ...spread("plain: ", ofPlain ?? [], "µs"),
      ...spread("framed: ", ofFramed ?? [], "µs"),
      // What the machine and the driver take for it today: no server can be faster.
      less("no server between: p50", percentile(ofNone ?? [], 50), "µs"),
    ];
  },
};
