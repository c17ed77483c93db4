import { assertEquals } from "@std/assert";
import { Tally } from "./tally.ts";

Deno.test("tally: counts, and tells what came out of order or twice", () => {
  const tally = new Tally();
  for (const number of [0, 1, 5, 4, 5, 6]) tally.add(number);
  const { count, last, disordered } = tally;
  assertEquals({ count, last, disordered }, { count: 6, last: 6, disordered: 2 });
});
