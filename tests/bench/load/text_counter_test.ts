import { assertEquals } from "@std/assert";
import { TextCounter } from "./text_counter.ts";

Deno.test("text counter: counts texts, and those out of order or repeated", () => {
  const counter = new TextCounter();
  for (const number of [0, 1, 5, 4, 5, 6]) counter.add(number);
  const { count, last, disordered } = counter;
  assertEquals({ count, last, disordered }, { count: 6, last: 6, disordered: 2 });
});
