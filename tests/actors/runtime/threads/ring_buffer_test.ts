import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { RingBuffer, ringBufferMemory } from "../../../../actors/runtime/threads/ring_buffer.ts";

const BYTES = 64;

/** Bytes that a record takes: a word for its length, and whole words. */
const spaceOf = (length: number) => 4 + Math.ceil(length / 4) * 4;

/** A record of this length, unlike its neighbours. */
const record = (length: number, seed = 1) =>
  Uint8Array.from({ length }, (_, i) => seed * 31 + i + 1);

/** Both threads' views of a ring after this many bytes were put and taken. */
function ringAfter(
  used = 0,
): { readonly put: RingBuffer["put"]; readonly take: RingBuffer["take"] } {
  const memory = ringBufferMemory(BYTES);
  new Int32Array(memory, 0, 2).fill(used);
  const [putter, taker] = [new RingBuffer(memory), new RingBuffer(memory)];
  return { put: (bytes) => putter.put(bytes), take: () => taker.take() };
}

Deno.test("ring buffer: gives records in order, and refuses those without room", () => {
  // Also where the counters turn negative and where they wrap around to 0.
  const used = fc.constantFrom(0, 2 ** 31 - 16, 2 ** 32 - 16, 20).map((bytes) => bytes | 0);
  const act = fc.oneof(
    fc.record({ length: fc.nat(70), times: fc.constantFrom(1, 1, 5) }),
    fc.record({ take: fc.integer({ min: 1, max: 6 }) }),
  );
  fc.assert(fc.property(used, fc.array(act, { maxLength: 60 }), (used, acts) => {
    const ring = ringAfter(used);
    const waiting: Uint8Array[] = [];
    const room = () => BYTES - waiting.reduce((sum, { length }) => sum + spaceOf(length), 0);
    let puts = 0;
    for (const act of acts) {
      if ("take" in act) {
        for (let i = 0; i < act.take; i++) assertEquals(ring.take(), waiting.shift());
        continue;
      }
      for (let i = 0; i < act.times; i++) {
        const bytes = record(act.length, ++puts);
        const hasRoom = spaceOf(bytes.length) <= room();
        assertEquals(ring.put(bytes), hasRoom);
        if (hasRoom) waiting.push(bytes);
      }
    }
    for (const bytes of waiting) assertEquals(ring.take(), bytes);
    assertEquals(ring.take(), undefined);
  }));
});

Deno.test("ring buffer: holds one record of its full size, at any position", () => {
  for (let used = 0; used <= BYTES; used += 4) {
    const ring = ringAfter(used);
    assert(!ring.put(record(BYTES - 3)));
    assert(ring.put(record(BYTES - 4)));
    assert(!ring.put(record(0)));
    assertEquals(ring.take(), record(BYTES - 4));
    assertEquals(ring.take(), undefined);
  }
});

Deno.test("ring buffer: a refused record leaves no trace", () => {
  const ring = ringAfter();
  assert(ring.put(record(20, 1)));
  assert(!ring.put(record(40, 2)));
  assert(ring.put(record(36, 3)));
  assert(!ring.put(record(0)));
  assertEquals(ring.take(), record(20, 1));
  assertEquals(ring.take(), record(36, 3));
  assertEquals(ring.take(), undefined);
});

Deno.test("ring buffer: a taken record stays valid until the next take", () => {
  const ring = ringAfter();
  ring.put(record(60, 1));
  const taken = ring.take();
  assert(ring.put(record(60, 2)));
  assertEquals(taken, record(60, 1));
  // The taken record is a copy and may be changed.
  taken?.fill(0);
  assertEquals(ring.take(), record(60, 2));
});

Deno.test("ring buffer: takes empty records", () => {
  const ring = ringAfter();
  for (let i = 0; i < BYTES / 4; i++) assert(ring.put(record(0)));
  assert(!ring.put(record(0)));
  for (let i = 0; i < BYTES / 4; i++) assertEquals(ring.take(), record(0));
  assertEquals(ring.take(), undefined);
});
