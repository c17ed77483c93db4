import { assertEquals, assertThrows } from "@std/assert";
import { less } from "./figure.ts";
import { pureFigures } from "./pure_figures.ts";

function report(result: unknown): string {
  const bench = { origin: "file:///pure_bench.ts", group: null, name: "decode 1000 lines" };
  return JSON.stringify({
    version: 1,
    runtime: "Deno",
    benches: [{ ...bench, results: [result] }],
  });
}

Deno.test("pureFigures() gives microseconds", () => {
  const ok = { n: 10, min: 1e5, max: 9e5, avg: 2e5, p75: 250_500, p99: 9e5, p995: 9e5, p999: 9e5 };
  assertEquals(pureFigures(report({ ok })), [less("decode 1000 lines", 250.5, "µs")]);
});

Deno.test("pureFigures() says which benchmark failed", () => {
  assertThrows(() => pureFigures(report({ failed: {} })), Error, "decode 1000 lines");
});
