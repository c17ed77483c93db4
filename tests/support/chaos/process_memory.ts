/**
 * Measures the memory of a process and its descendants.
 *
 * @module
 */

/** Prints the `Pss` lines, in kB, of a process and all its descendants. */
const SCRIPT = `
  sum() {
    grep -h ^Pss: /proc/$1/smaps_rollup
    for child in $(cat /proc/$1/task/*/children); do sum $child; done
  }
  sum "$1"
`;

/**
 * The proportional set size (PSS): private memory plus a share of what is shared with others.
 *
 * @returns Bytes; 0 if the process is gone or the system has no smaps.
 */
export async function processMemory(pid: number): Promise<number> {
  // Deno reads /proc only with --allow-all, so a shell does it.
  const { stdout } = await new Deno.Command("sh", {
    args: ["-c", SCRIPT, "sh", `${pid}`],
    stderr: "null",
  }).output();
  const shares = new TextDecoder().decode(stdout).matchAll(/(\d+) kB/g);
  return [...shares].reduce((sum, [, kilobytes]) => sum + Number(kilobytes) * 1_024, 0);
}
