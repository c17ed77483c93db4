import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { ByteQueue } from "../../../server/http/byte_queue.ts";

Deno.test("byte queue: returns bytes in order, however many at a time", () => {
  const acts = fc.array(fc.oneof(fc.uint8Array({ maxLength: 3_000 }), fc.nat(3_000)), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(acts, (acts) => {
      const queue = new ByteQueue();
      const model: number[] = [];
      for (const act of acts) {
        if (typeof act === "number") {
          const into = new Uint8Array(act);
          const count = queue.take(into);
          assertEquals([...into.subarray(0, count)], model.splice(0, act));
        } else {
          queue.push(act);
          model.push(...act);
        }
        assertEquals(queue.size, model.length);
      }
    }),
    { numRuns: 50 },
  );
});
