import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { medianAndP99, percentile } from "./percentile.ts";

Deno.test("percentile: takes the nearest rank", () => {
  const found = [0, 25, 50, 75, 99, 100].map((percent) => percentile([4, 2, 1, 3], percent));
  assertEquals(found, [1, 1, 2, 3, 4, 4]);
  assertEquals(percentile([], 50), NaN);
});

Deno.test("percentile: returns one of the values, and enough values do not exceed it", () => {
  const values = fc.array(fc.double({ noNaN: true }), { minLength: 1 });
  fc.assert(fc.property(values, fc.integer({ min: 0, max: 100 }), (values, percent) => {
    const found = percentile(values, percent);
    assert(values.some((value) => Object.is(value, found)));
    assert(values.filter((value) => value <= found).length >= percent / 100 * values.length);
  }));
});

Deno.test("percentile: gives the median and the 99th percentile as figures", () => {
  const values = Array.from({ length: 200 }, (_, i) => i + 1);
  assertEquals(medianAndP99("plain: ", values, "µs"), [
    { name: "plain: p50", value: 100, unit: "µs" },
    { name: "plain: p99", value: 198, unit: "µs" },
  ]);
});
