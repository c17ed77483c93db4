/**
 * How much of the machine's memory a process and all that it started take.
 *
 * @module
 */

/** Adds up the `Pss` of a process and its children, and theirs; in kB. */
const SCRIPT = `
  sum() {
    grep -h ^Pss: /proc/$1/smaps_rollup
    for child in $(cat /proc/$1/task/*/children); do sum $child; done
  }
  sum "$1"
`;

/**
 * Memory that is its own, and its share of what it shares (PSS).
 *
 * @param pid The process.
 * @returns Bytes; 0 where the system does not tell, or the process is gone.
 */
export async function processMemory(pid: number): Promise<number> {
  // Deno itself may look into /proc only with every permission there is.
  const { stdout } = await new Deno.Command("sh", {
    args: ["-c", SCRIPT, "sh", `${pid}`],
    stderr: "null",
  }).output();
  const shares = new TextDecoder().decode(stdout).matchAll(/(\d+) kB/g);
  return [...shares].reduce((sum, [, kilobytes]) => sum + Number(kilobytes) * 1_024, 0);
}
