/**
 * How many connections this process may have at once: each is an open file.
 *
 * @module
 */

import type { Extent } from "./options.ts";
import type { Workload } from "./workload.ts";

/** Files that the driver has open besides its clients' sockets: its own, pipes to the server, the runtime's. */
const OWN_FILES = 100;

/** How many files the shell's limits say that a process may have open; `undefined` where they do not say. */
export function parseOpenFiles(limits: string): number | undefined {
  const [, soft] = /^Max open files\s+(\S+)/m.exec(limits) ?? [];
  if (soft === undefined) return undefined;
  return soft === "unlimited" ? Infinity : Number(soft);
}

/**
 * Looks whether the shell allows the connections that these workloads have; the server has as many as the driver.
 *
 * @throws {Error} With what to do, if it does not.
 */
export async function checkOpenFiles(
  workloads: readonly Pick<Workload, "name" | "connections">[],
  extent: Extent,
): Promise<void> {
  const allowed = await openFilesAllowed() ?? Infinity;
  for (const { name, connections } of workloads) {
    const files = connections(extent) + OWN_FILES;
    if (files <= allowed) continue;
    throw new Error(
      `${name} opens ${files} files at once, and this shell allows ${allowed}: ` +
        `run \`ulimit -n ${files}\` first, or leave it out with --only`,
    );
  }
}

/** How many files this process may have open; `undefined` where the system does not say. */
async function openFilesAllowed(): Promise<number | undefined> {
  try {
    return parseOpenFiles(await Deno.readTextFile("/proc/self/limits"));
  } catch {
    // Not Linux.
    return undefined;
  }
}
