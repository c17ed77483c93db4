import { assertEquals } from "@std/assert";
import { memoryTogether } from "./smaps.ts";

/** A mapping as `/proc/PID/smaps` has it, of the lines that matter and one that does not. */
function mapping(file: string, rss: number, anonymous: number): string {
  const inode = file.startsWith("/") ? 4711 : 0;
  return [
    `55d4c7a00000-55d4c9e00000 r-xp 00a00000 fe:00 ${inode}      ${file}`,
    `Rss:            ${rss} kB`,
    `Pss:            ${Math.round(rss / 3)} kB`,
    `Anonymous:      ${anonymous} kB`,
  ].join("\n");
}

Deno.test("memory of processes: own pages are added up, a file's count once", () => {
  const task = [mapping("/bin/deno", 300, 0), mapping("", 50, 50)].join("\n");
  const server = [mapping("/bin/deno", 400, 0), mapping("[heap]", 70, 70)].join("\n");
  assertEquals(memoryTogether([task, server]), 400 + 50 + 70);
});

Deno.test("memory of processes: what was written of a file is each one's own", () => {
  const text = [mapping("/bin/deno", 100, 0), mapping("/bin/deno", 30, 20)].join("\n");
  assertEquals(memoryTogether([text, text]), 110 + 20 + 20);
});

Deno.test("memory of processes: shared pages without a file are counted where they are", () => {
  assertEquals(memoryTogether([mapping("", 64, 0), ""]), 64);
});

Deno.test("memory of processes: nothing is told of nobody", () =>
  assertEquals(memoryTogether([""]), 0));
