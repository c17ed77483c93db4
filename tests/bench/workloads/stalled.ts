/**
 * One stops reading while the other goes on: how much the server grows by, whether the one who speaks is told, and
 * whether all of it arrives once the other reads again.
 *
 * @module
 */

import { type Figure, less, more } from "../figure.ts";
import { joinPair } from "../load/pair.ts";
import { stream } from "../load/stream.ts";
import { TextBlock } from "../load/text_block.ts";
import { pause } from "../pause.ts";
import type { MeasuredServer } from "../measured_server.ts";
import type { Stage, Workload } from "../workload.ts";

const TEXT_BYTES = 40;

/** Milliseconds for which one does not read. */
const STALLED = 5_000;

/** Milliseconds between two looks at the server's memory. */
const LOOKS = 250;

/** Texts before it begins: the growth is not to be that of a server that has never done anything. */
const WARM = 20_000;

/** The workload. */
export const stalled: Workload = {
  name: "stalled",
  about: "one stops reading for 5 s while the other goes on, then reads again",
  connections: () => 2,
  async run({ startServer }: Stage): Promise<readonly Figure[]> {
    await using server = await startServer();
    const pair = await joinPair(server.port, "rammer");
    const block = new TextBlock("framed", TEXT_BYTES);
    const warm = await stream(pair, block, 0, (sent) => sent < WARM);
    const before = await server.memory();

    const end = performance.now() + STALLED;
    pair.listener.stall(true);
    const streaming = stream(pair, block, warm.sent, () => performance.now() < end);
    const peak = await highestMemory(server, end);
    const isTold = pair.speaker.pauses > 0;
    pair.listener.stall(false);
    const streamed = await streaming;

    const figures = [
      more("told that the other does not read", isTold ? 1 : 0, "of 1"),
      less("lost", streamed.lost, "texts"),
      less("out of order", streamed.disordered, "texts"),
    ];
    return before === undefined || peak === undefined
      ? figures
      : [less("growth", peak - before, "MB"), ...figures];
  },
};

/** The most memory that it had in its looks until `end`. */
async function highestMemory(server: MeasuredServer, end: number): Promise<number | undefined> {
  let highest: number | undefined;
  while (performance.now() < end) {
    await pause(LOOKS);
    highest = Math.max(highest ?? 0, await server.memory() ?? 0) || undefined;
  }
  return highest;
}
