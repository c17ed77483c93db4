import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { BytePool } from "../../../actors/encoding/byte_pool.ts";

Deno.test("byte pool: gives each caller an array of its own and of the right length", () => {
  const length = fc.oneof(fc.nat(40), fc.integer({ min: 500, max: 520 }), fc.nat(5_000));
  fc.assert(fc.property(fc.array(length, { maxLength: 30 }), (lengths) => {
    const pool = new BytePool();
    const arrays = lengths.map((length, i) => pool.cut(length).fill(i));
    assertEquals(arrays.map(({ length }) => length), lengths);
    for (const [i, array] of arrays.entries()) {
      assertEquals(array.every((byte) => byte === i), true);
    }
  }));
});

Deno.test("byte pool: cuts short arrays from shared memory, and no long ones", () => {
  const pool = new BytePool();
  assertEquals(pool.cut(10).buffer, pool.cut(10).buffer);
  assertEquals(pool.cut(10).buffer.byteLength, 2_048);
  assertEquals(pool.cut(513).buffer.byteLength, 513);
});
