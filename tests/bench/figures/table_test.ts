import { assertEquals } from "@std/assert";
import { formatNumber, tableHead, tableRow } from "./table.ts";

Deno.test("bench table: aligns each row with the titles", () => {
  const [titles = ""] = tableHead().split("\n");
  const row = tableRow("latency", { name: "plain: p50", value: 1_018.4, unit: "µs" });
  assertEquals(row.indexOf("plain: p50"), titles.indexOf("what"));
  assertEquals(row.indexOf("1,018") + "1,018".length, titles.indexOf("figure") + "figure".length);
  assertEquals(row.slice(titles.indexOf("unit")), "µs");
});

Deno.test("bench table: shows three significant digits", () => {
  const shown = [0, 3, 1.618, 16.18, 161.8, 1_618, 16_180.3, NaN].map(formatNumber);
  assertEquals(shown, ["0", "3", "1.62", "16.2", "162", "1,618", "16,180", "-"]);
});
