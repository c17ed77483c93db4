/**
 * What some processes take of memory together, read from what Linux tells of their mappings.
 *
 * @module
 */

/** The first line of a mapping: addresses, rights, offset, device, inode and, where there is one, the file. */
const MAPPING = /^[0-9a-f]+-[0-9a-f]+ \S+ \S+ \S+ (\d+) *(.*)$/;

/** A line of a mapping's sizes. */
const SIZE = /^(Rss|Anonymous): +(\d+) kB$/;

/**
 * Adds up the memory that these processes have of their own, and the pages of files that they have mapped, each once. `Pss`
 * won't do: Deno measures Deno here, and would take half of the program's pages upon itself.
 *
 * @param smaps `/proc/PID/smaps` of each process.
 * @returns kB; 0 where nothing is told.
 */
export function memoryTogether(smaps: readonly string[]): number {
  const files = new Map<string, number>();
  let own = 0;
  for (const text of smaps) {
    const mapped = new Map<string, number>();
    let file = "";
    for (const line of text.split("\n")) {
      const [, inode, path = ""] = MAPPING.exec(line) ?? [];
      if (inode !== undefined) file = inode === "0" ? "" : path;
      const [, what, digits] = SIZE.exec(line) ?? [];
      if (what === undefined) continue;
      const size = Number(digits);
      if (file === "") own += what === "Rss" ? size : 0;
      else if (what === "Rss") mapped.set(file, (mapped.get(file) ?? 0) + size);
      else {
        // Pages of it that were written to are the process's own.
        mapped.set(file, (mapped.get(file) ?? 0) - size);
        own += size;
      }
    }
    for (const [path, size] of mapped) files.set(path, Math.max(size, files.get(path) ?? 0));
  }
  return own + [...files.values()].reduce((sum, size) => sum + size, 0);
}
