/**
 * The parts that need no server: `deno bench`, in a process of its own.
 *
 * @module
 */

import type { Figure } from "../figure.ts";
import { pureFigures } from "../pure_figures.ts";
import type { Stage, Workload } from "../workload.ts";

/** The workload. */
export const pure: Workload = {
  name: "pure",
  about: "decoder, codec, cleaning, room, session, mailbox, screen: `deno bench`",
  connections: () => 0,
  async run({ project }: Stage): Promise<readonly Figure[]> {
    const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "bench",
        "--json",
        "--no-check",
        "--no-prompt",
        "--allow-read",
        ...await files(project),
      ],
      cwd: project,
      env: { NO_COLOR: "1" },
    }).output();
    const decoder = new TextDecoder();
    if (!success) throw new Error(`deno bench failed: ${decoder.decode(stderr)}`);
    return pureFigures(decoder.decode(stdout));
  },
};

/** The checkout's own benchmarks of its parts; an older one had another in the same folder, which started a server. */
async function files(project: string): Promise<readonly string[]> {
  const entries = await Array.fromAsync(Deno.readDir(`${project}/tests/bench`));
  return entries.map(({ name }) => name)
    .filter((name) => name.endsWith("_bench.ts") && name !== "pair_bench.ts")
    .toSorted()
    .map((name) => `tests/bench/${name}`);
}
