import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { RingBuffer, ringBufferMemory } from "../../../../actors/runtime/threads/ring_buffer.ts";

const BYTES = 64;

/** Bytes that a record takes: its length, and whole words. */
const spaceOf = (length: number) => 4 + Math.ceil(length / 4) * 4;

/** A record of so many bytes, that is like no other near it. */
const record = (length: number, seed = 1) =>
  Uint8Array.from({ length }, (_, i) => seed * 31 + i + 1);

/** The two threads' views of a ring of which so many bytes were put and taken before: its two numbers stand in front. */
function ringAfter(
  used = 0,
): { readonly put: RingBuffer["put"]; readonly take: RingBuffer["take"] } {
  const memory = ringBufferMemory(BYTES);
  new Int32Array(memory, 0, 2).fill(used);
  const [putter, taker] = [new RingBuffer(memory), new RingBuffer(memory)];
  return { put: (bytes) => putter.put(bytes), take: () => taker.take() };
}

Deno.test("ring: gives what was put, in order, or says that there is no room", () => {
  // Also where the numbers turn negative, and where they wrap around to 0.
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

Deno.test("ring: holds a record as long as all its bytes but a word, wherever it begins", () => {
  for (let used = 0; used <= BYTES; used += 4) {
    const ring = ringAfter(used);
    assert(!ring.put(record(BYTES - 3)));
    assert(ring.put(record(BYTES - 4)));
    assert(!ring.put(record(0)));
    assertEquals(ring.take(), record(BYTES - 4));
    assertEquals(ring.take(), undefined);
  }
});

Deno.test("ring: a record that finds no room leaves no trace", () => {
  const ring = ringAfter();
  assert(ring.put(record(20, 1)));
  assert(!ring.put(record(40, 2)));
  assert(ring.put(record(36, 3)));
  assert(!ring.put(record(0)));
  assertEquals(ring.take(), record(20, 1));
  assertEquals(ring.take(), record(36, 3));
  assertEquals(ring.take(), undefined);
});

Deno.test("ring: what was taken is good until the next is, whatever is put meanwhile", () => {
  const ring = ringAfter();
  ring.put(record(60, 1));
  const taken = ring.take();
  assert(ring.put(record(60, 2)));
  assertEquals(taken, record(60, 1));
  // And it may change its bytes: they are no longer the ring's.
  taken?.fill(0);
  assertEquals(ring.take(), record(60, 2));
});

Deno.test("ring: a record may have no bytes", () => {
  const ring = ringAfter();
  for (let i = 0; i < BYTES / 4; i++) assert(ring.put(record(0)));
  assert(!ring.put(record(0)));
  for (let i = 0; i < BYTES / 4; i++) assertEquals(ring.take(), record(0));
  assertEquals(ring.take(), undefined);
});
