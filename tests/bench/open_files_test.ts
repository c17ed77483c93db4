import { assertEquals } from "@std/assert";
import { parseOpenFiles } from "./open_files.ts";

Deno.test("parseOpenFiles() finds the limit that holds", () => {
  const limits = (soft: string) =>
    `Limit                     Soft Limit           Hard Limit           Units     \n` +
    `Max processes             96365                96365                processes \n` +
    `Max open files            ${soft.padEnd(20)} 524288               files     \n`;
  assertEquals(parseOpenFiles(limits("1024")), 1_024);
  assertEquals(parseOpenFiles(limits("unlimited")), Infinity);
  assertEquals(parseOpenFiles("Max processes 1 1"), undefined);
});
