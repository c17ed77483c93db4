/**
 * Memory and processor time of a process and its descendants, as Linux reports them.
 *
 * @module
 */

/** Clock ticks a second in `/proc`. Linux reports 100 to all programs, at any kernel clock rate. */
const TICKS = 100;

/** The process and all its descendants that still run. */
export async function processTree(pid: number): Promise<readonly number[]> {
  const pids = [pid];
  for (const parent of pids) {
    for (const thread of await threadsOf(parent)) {
      const children = await read(`/proc/${parent}/task/${thread}/children`);
      pids.push(...children.split(" ").filter((word) => word !== "").map(Number));
    }
  }
  return pids;
}

/**
 * PSS of the whole tree in MB: private pages, and its share of shared pages.
 *
 * @returns `undefined` where the system does not report it.
 */
export async function treeMemory(pid: number): Promise<number | undefined> {
  const sizes = await Promise.all((await processTree(pid)).map(async (pid) => {
    const [, kilobytes] = /^Pss:\s+(\d+)/m.exec(await read(`/proc/${pid}/smaps_rollup`)) ?? [];
    return Number(kilobytes ?? 0);
  }));
  const sum = sizes.reduce((sum, size) => sum + size, 0);
  return sum === 0 ? undefined : sum / 1_024;
}

/**
 * Processor time that the whole tree has used, in seconds.
 *
 * @returns `undefined` where the system does not report it.
 */
export async function treeCpu(pid: number): Promise<number | undefined> {
  const ticks = await Promise.all((await processTree(pid)).map(async (pid) => {
    // The fields after the command's name, which may itself contain spaces and parentheses.
    const fields = (await read(`/proc/${pid}/stat`)).split(") ").at(-1)?.split(" ") ?? [];
    return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
  }));
  const sum = ticks.reduce((sum, count) => sum + count, 0);
  return sum === 0 ? undefined : sum / TICKS;
}

async function threadsOf(pid: number): Promise<readonly string[]> {
  try {
    return (await Array.fromAsync(Deno.readDir(`/proc/${pid}/task`))).map(({ name }) => name);
  } catch {
    return [];
  }
}

async function read(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch {
    // The process has ended, or this is not Linux.
    return "";
  }
}
