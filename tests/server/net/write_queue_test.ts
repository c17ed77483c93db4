import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Chunk, takeBatch } from "../../../server/net/write_queue.ts";

const KIB = 1_024;

const chunk: fc.Arbitrary<Chunk> = fc.record({
  bytes: fc.oneof(fc.nat(300), fc.nat(200 * KIB)).map((size) => new Uint8Array(size)),
  weight: fc.nat(1_000),
}).chain((chunk) =>
  fc.record({
    mark: fc.option(fc.nat(1_000), { nil: undefined }),
    prompt: fc.option(fc.boolean(), { nil: undefined }),
  }).map(({ mark, prompt }) => ({
    ...chunk,
    ...mark === undefined ? {} : { mark },
    ...prompt === undefined ? {} : { prompt },
  }))
);

Deno.test("write queue: a batch keeps all bytes and stays under 128 KiB", () => {
  fc.assert(
    fc.property(fc.array(chunk, { minLength: 1, maxLength: 12, size: "max" }), (chunks) => {
      chunks.forEach(({ bytes }, i) => bytes.fill(i));
      const queue = [...chunks];
      while (queue.length > 0) {
        const waiting = [...queue];
        const taken = takeBatch(queue);
        const parts = waiting.slice(0, waiting.length - queue.length);
        assertEquals(queue, waiting.slice(parts.length));
        let at = 0;
        for (const { bytes: { length, [0]: filling } } of parts) {
          const part = taken.bytes.subarray(at, at += length);
          assert(part.length === length && part.every((byte) => byte === filling));
        }
        assertEquals(taken.bytes.length, at);
        assertEquals(taken.weight, parts.reduce((sum, { weight }) => sum + weight, 0));
        assertEquals(taken.mark, parts.findLast(({ mark }) => mark !== undefined)?.mark);
        assertEquals(taken.prompt ?? false, parts.some(({ prompt }) => prompt));
        assert(parts.length === 1 || taken.bytes.length <= 128 * KIB);
        const [next] = queue;
        assert(next === undefined || taken.bytes.length + next.bytes.length > 128 * KIB);
      }
    }),
  );
});
