/**
 * What a server takes of memory while nobody says anything.
 *
 * @module
 */

import { type Figure, less } from "../figure.ts";
import { joinPair } from "../load/pair.ts";
import { pause } from "../pause.ts";
import type { Stage, Workload } from "../workload.ts";

/** Milliseconds of silence before its memory is looked at. */
const SILENCE = 2_000;

/** The workload. */
export const idle: Workload = {
  name: "idle",
  about: "memory of the server's processes, empty and with one pair that says nothing",
  connections: () => 2,
  async run({ startServer }: Stage): Promise<readonly Figure[]> {
    await using server = await startServer();
    const figures: Figure[] = [];
    const look = async (what: string) => {
      await pause(SILENCE);
      const memory = await server.memory();
      if (memory !== undefined) figures.push(less(what, memory, "MB"));
    };
    await look("nobody there");
    await joinPair(server.port, "stille");
    await look("one pair");
    return figures;
  },
};
