import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import {
  added,
  type Blocks,
  firstBlock,
  inBlocks,
  itemsIn,
  replaced,
  unshared,
} from "../../../actors/room/chunked_list.ts";
import { deepFreeze } from "../../support/deep_freeze.ts";

/** So many numbers, one added after the other. */
function counted(count: number): Blocks<number> {
  let blocks: Blocks<number> = [];
  for (let n = 0; n < count; n++) blocks = added(deepFreeze(blocks), n);
  return blocks;
}

/** Numbers in some blocks, each greater than those before it. */
const numbers = fc.oneof(fc.nat(9), fc.integer({ min: 100, max: 700 })).map(counted);

Deno.test("blocks: hold what was added, in order, in no empty block", () => {
  fc.assert(
    fc.property(numbers, (blocks) => {
      const all = itemsIn(blocks);
      assertEquals(all, all.map((_, i) => i));
      assertEquals(itemsIn(inBlocks(all)), all);
      assert([...blocks, ...inBlocks(all)].every(({ length }) => length > 0 && length < 1_000));
    }),
    { numRuns: 50 },
  );
});

Deno.test("blocks: one more copies one block, and leaves the others as they are", () => {
  const before = counted(1_000);
  const after = added(before, 1_000);
  assertEquals(unshared(before, after).length + 1, unshared(after, before).length);
  assert(unshared(after, before).length <= 200);
  before.slice(0, -1).forEach((block, i) => assertStrictEquals(after[i], block));
});

Deno.test("blocks: some are replaced, the others stay", () => {
  fc.assert(
    fc.property(numbers, fc.nat(8), fc.nat(8), fc.array(fc.nat(), { size: "+2" }), (...given) => {
      const [blocks, start, count, items] = given;
      const from = Math.min(start, blocks.length);
      const to = Math.min(from + count, blocks.length);
      const left = replaced(deepFreeze(blocks), from, to, deepFreeze(items));
      const others = [itemsIn(blocks.slice(0, from)), itemsIn(blocks.slice(to))] as const;
      assertEquals(itemsIn(left), [...others[0], ...items, ...others[1]]);
      assert(left.every(({ length }) => length > 0));
    }),
    { numRuns: 50 },
  );
});

Deno.test("blocks: what two do not share is all that tells them apart", () => {
  fc.assert(
    fc.property(numbers, fc.nat(700), fc.nat(300), (blocks, gone, more) => {
      const start = firstBlock(blocks, (last) => last >= gone);
      const kept = itemsIn(blocks.slice(start, start + 1)).filter((n) => n >= gone);
      let after = replaced(blocks, 0, start + 1, kept);
      for (let n = 0; n < more; n++) after = added(after, 1_000 + n);
      const [was, is] = [new Set(itemsIn(blocks)), new Set(itemsIn(after))];
      const [before, now] = [new Set(unshared(blocks, after)), new Set(unshared(after, blocks))];
      assertEquals([...was.difference(is)], [...before.difference(now)]);
      assertEquals([...is.difference(was)], [...now.difference(before)]);
      assertEquals(unshared(blocks, blocks), []);
    }),
    { numRuns: 50 },
  );
});

Deno.test("blocks: the first block is found whose last item is far enough", () => {
  fc.assert(
    fc.property(numbers, fc.integer({ min: -1, max: 800 }), (blocks, n) => {
      const found = firstBlock(blocks, (last) => last > n);
      const expected = blocks.findIndex((block) => (block.at(-1) ?? 0) > n);
      assertEquals(found, expected === -1 ? blocks.length : expected);
    }),
    { numRuns: 50 },
  );
});
