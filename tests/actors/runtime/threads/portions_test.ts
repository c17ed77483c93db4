import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { inPortions } from "../../../../actors/runtime/threads/portions.ts";

Deno.test("portions: are the batch in order, none empty, and no more than fit into the time", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 300 }), fc.integer({ max: 40 }), (batch, ms) => {
      const portions = inPortions(batch, ms);
      assertEquals(portions.flat(), batch);
      assertEquals(portions.every((portion) => portion.length > 0), true);
      assertEquals(portions.length <= Math.max(1, ms), true);
    }),
  );
});

Deno.test("portions: a few messages stay together, many are parted evenly", () => {
  assertEquals(inPortions([1, 2, 3, 4], 25), [[1, 2, 3, 4]]);
  assertEquals(inPortions([1, 2, 3, 4, 5], 25), [[1, 2, 3], [4, 5]]);
  assertEquals(inPortions([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 2), [[1, 2, 3, 4, 5], [6, 7, 8, 9, 10]]);
  assertEquals(inPortions([], 25), []);
});
