/**
 * What the size of a text means for how long it takes, and how many go through.
 *
 * @module
 */

import { type Figure, less, more } from "../figure.ts";
import { oneByOne } from "../load/one_by_one.ts";
import { closePair, joinPair } from "../load/pair.ts";
import { stream } from "../load/stream.ts";
import { TextBlock } from "../load/text_block.ts";
import { percentile } from "../percentile.ts";
import type { Stage, Workload } from "../workload.ts";

/** Bytes of a text: a word, a line, a paragraph, and the most that a text may have. */
const SIZES = [
  { bytes: 10, name: "10 B" },
  { bytes: 100, name: "100 B" },
  { bytes: 1_024, name: "1 KB" },
  { bytes: 8_192, name: "8 KB" },
] as const;

/** Texts sent one by one. */
const ONE_BY_ONE = { quick: 100, usual: 500, full: 2_000 } as const;

/** Bytes of all frames that are sent back to back: some hundred thousand of the short ones. */
const BACK_TO_BACK = { quick: 4e6, usual: 12e6, full: 48e6 } as const;

/** Bytes of a frame besides its text. */
const FRAME = 41;

/** Texts of each kind that are not counted. */
const WARM = 100;

/** The workload. */
export const size: Workload = {
  name: "size",
  about: "framed texts of 10 B, 100 B, 1 KB and 8 KB: one at a time, and back to back",
  connections: () => 2,
  async run({ extent, startServer }: Stage): Promise<readonly Figure[]> {
    await using server = await startServer();
    const figures: Figure[] = [];
    for (const { bytes, name } of SIZES) {
      const pair = await joinPair(server.port, `storrelse-${bytes}`);
      const single = new TextBlock("framed", bytes, 1);
      await oneByOne(pair, single, 0, WARM);
      const times = await oneByOne(pair, single, WARM, ONE_BY_ONE[extent]);
      const block = new TextBlock("framed", bytes);
      const count = BACK_TO_BACK[extent] / (bytes + FRAME);
      const first = WARM + ONE_BY_ONE[extent];
      const warm = await stream(pair, block, first, (sent) => sent < count / 4);
      const streamed = await stream(pair, block, first + warm.sent, (sent) => sent < count);
      figures.push(
        less(`${name}: p50`, percentile(times, 50), "µs"),
        more(`${name}: texts`, (streamed.sent - streamed.lost) / streamed.seconds, "/s"),
        less(`${name}: lost`, warm.lost + streamed.lost, "texts"),
      );
      closePair(pair);
    }
    return figures;
  },
};
