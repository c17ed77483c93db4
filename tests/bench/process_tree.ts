/**
 * What a process and all that it started take of the machine, as Linux tells it.
 *
 * @module
 */

import { memoryTogether } from "./smaps.ts";

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

/** Memory of the whole tree, as if no other program shared any of it; MB, `undefined` where nobody tells. */
export async function treeMemory(pid: number): Promise<number | undefined> {
  const pids = await processTree(pid);
  const kilobytes = memoryTogether(
    await Promise.all(pids.map((pid) => read(`/proc/${pid}/smaps`))),
  );
  return kilobytes === 0 ? undefined : kilobytes / 1_024;
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
