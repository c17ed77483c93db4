import { assertEquals } from "@std/assert";
import { compare } from "./comparison.ts";
import { less, more } from "./figure.ts";
import { formatNumber, jsonRow, tableHead, tableRow } from "./table.ts";

const slower = compare("latency", less("plain: p50", 1_018.4, "µs"), [
  less("plain: p50", 500, "µs"),
]);

Deno.test("table: rows stand under their titles", () => {
  const [titles = ""] = tableHead().split("\n");
  const row = tableRow(slower);
  assertEquals(row.indexOf("plain: p50"), titles.indexOf("what"));
  assertEquals(row.indexOf("1,018") + "1,018".length, titles.indexOf("figure") + "figure".length);
  assertEquals(row.slice(titles.indexOf("unit")), "µs                500  x2.04 worse");
});

Deno.test("table: a figure with none recorded, and one that is the same", () => {
  const columns = (row: string) => row.split(/ {2,}/);
  assertEquals(columns(tableRow(compare("firehose", more("texts", 241_000, "/s")))), [
    "firehose",
    "texts",
    "241,000",
    "/s",
    "-",
  ]);
  const same = compare("idle", less("one pair", 85.34, "MB"), [less("one pair", 80, "MB")]);
  assertEquals(columns(tableRow(same)), ["idle", "one pair", "85.3", "MB", "80", "x1.07"]);
});

Deno.test("table: what is worse than nothing has no ratio", () => {
  const lost = compare("loud", less("lost", 3, "texts"), [less("lost", 0, "texts")]);
  assertEquals(tableRow(lost).split(/ {2,}/).slice(-2), ["0", "worse"]);
});

Deno.test("jsonRow() gives what the table shows, unrounded", () => {
  assertEquals(JSON.parse(jsonRow(slower)), {
    workload: "latency",
    what: "plain: p50",
    value: 1_018.4,
    unit: "µs",
    better: "lower",
    recorded: 500,
    ratio: 1_018.4 / 500,
  });
});

Deno.test("formatNumber() shows the digits that count", () => {
  const shown = [0, 3, 1.618, 16.18, 161.8, 1_618, 16_180.3, NaN].map(formatNumber);
  assertEquals(shown, ["0", "3", "1.62", "16.2", "162", "1,618", "16,180", "-"]);
});
