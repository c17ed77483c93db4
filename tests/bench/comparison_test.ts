import { assertEquals } from "@std/assert";
import { compare } from "./comparison.ts";
import { type Figure, less, more } from "./figure.ts";

function verdict(now: Figure, then: Figure): string {
  return compare("rooms", now, [less("other", 1, "µs"), then]).verdict;
}

Deno.test("compare() knows what is better", () => {
  assertEquals(verdict(less("p50", 10, "µs"), less("p50", 20, "µs")), "better");
  assertEquals(verdict(less("p50", 20, "µs"), less("p50", 10, "µs")), "worse");
  assertEquals(verdict(more("texts", 20, "/s"), more("texts", 10, "/s")), "better");
  assertEquals(verdict(more("texts", 10, "/s"), more("texts", 20, "/s")), "worse");
});

Deno.test("compare() takes what is within the noise for the same", () => {
  assertEquals(verdict(less("p50", 13, "µs"), less("p50", 10, "µs")), "same");
  assertEquals(verdict(less("p50", 10, "µs"), less("p50", 13, "µs")), "same");
});

Deno.test("compare() judges what was, or is, nothing", () => {
  assertEquals(verdict(less("lost", 0, "texts"), less("lost", 0, "texts")), "same");
  assertEquals(verdict(less("lost", 3, "texts"), less("lost", 0, "texts")), "worse");
  assertEquals(verdict(less("lost", 0, "texts"), less("lost", 3, "texts")), "better");
  assertEquals(verdict(less("p50", NaN, "µs"), less("p50", 3, "µs")), "worse");
});

Deno.test("compare() gives both figures and how many times the one the other is", () => {
  const figure = less("p50", 30, "µs");
  const recorded = less("p50", 20, "µs");
  assertEquals(compare("rooms", figure, [recorded]), {
    workload: "rooms",
    figure,
    recorded: 20,
    ratio: 1.5,
    verdict: "worse",
  });
});

Deno.test("compare() holds a figure against none of another unit, or of none", () => {
  const figure = less("p50", 30, "µs");
  const alone = { workload: "rooms", figure, recorded: null, ratio: null, verdict: "new" } as const;
  assertEquals(compare("rooms", figure, [less("p50", 1, "ms")]), alone);
  assertEquals(compare("rooms", figure), alone);
});
