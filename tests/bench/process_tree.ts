/**
 * What a process and all that it started take of the machine, as Linux tells it.
 *
 * @module
 */

/** Clock ticks a second in `/proc`: Linux shows all programs 100, whatever its own clock does. */
const TICKS = 100;

/** A process and all its descendants; those that are gone are left out. */
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

/** Memory of its own and its share of what it shares (PSS), of the whole tree; MB, `undefined` where nobody tells. */
export async function treeMemory(pid: number): Promise<number | undefined> {
  const sizes = await Promise.all((await processTree(pid)).map(async (pid) => {
    const [, kilobytes = 0] = /^Pss:\s+(\d+) kB/m.exec(await read(`/proc/${pid}/smaps_rollup`)) ??
      [];
    return Number(kilobytes);
  }));
  const sum = sizes.reduce((sum, size) => sum + size, 0);
  return sum === 0 ? undefined : sum / 1_024;
}

/** Processor time that the whole tree has had, in seconds; `undefined` where nobody tells. */
export async function treeCpu(pid: number): Promise<number | undefined> {
  const ticks = await Promise.all((await processTree(pid)).map(async (pid) => {
    // What follows the command's name, which may itself hold anything.
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
    // The process has gone, or this is not Linux.
    return "";
  }
}
