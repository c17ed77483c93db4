/**
 * Items in order, thousands of them, as a value: in blocks, so that adding or taking away one copies a block and the list of
 * blocks, and not all. It must not know what the items are.
 *
 * @module
 */

/** Items in their order; no block is empty. Two that have much in common have blocks in common. */
export type Blocks<T> = readonly (readonly [T, ...T[]])[];

/** Items in one block: about the root of how many there can be, so that neither list is long. */
const BLOCK = 128;

/** All items. */
export function itemsIn<T>(blocks: Blocks<T>): readonly T[] {
  const [only] = blocks;
  return blocks.length === 1 && only !== undefined ? only : blocks.flat();
}

/** These items, in blocks. */
export function inBlocks<T>(items: readonly T[]): Blocks<T> {
  return Array.from(
    { length: Math.ceil(items.length / BLOCK) },
    // It has at least one: it begins before the end.
    (_, i) => items.slice(i * BLOCK, (i + 1) * BLOCK) as [T, ...T[]],
  );
}

/** Adds an item behind all others. */
export function added<T>(blocks: Blocks<T>, item: T): Blocks<T> {
  const newest = blocks.at(-1);
  return newest === undefined || newest.length >= BLOCK
    ? [...blocks, [item]]
    : blocks.with(-1, [...newest, item]);
}

/** These items in the place of the blocks from number `from` on and before number `to`. */
export function replaced<T>(
  blocks: Blocks<T>,
  from: number,
  to: number,
  items: readonly T[],
): Blocks<T> {
  return [...blocks.slice(0, from), ...inBlocks(items), ...blocks.slice(to)];
}

/**
 * Items of the one that are in no block which the other has too: all that tells them apart, and little else. What both have, both
 * have to have in the same order.
 */
export function unshared<T>(blocks: Blocks<T>, others: Blocks<T>): readonly T[] {
  const newest = blocks.at(-1);
  // While somebody talks, there is one and no other, which takes no copy of all that is in it.
  if (blocks.length === 1 && newest !== undefined) return others.includes(newest) ? [] : newest;
  // Both have what they share in the same order, mostly side by side: a set would take longer to be made.
  let next = 0;
  return blocks.filter((block) => {
    const place = others.indexOf(block, next);
    if (place !== -1) next = place + 1;
    return place === -1;
  }).flat();
}

/** The number of the first block that holds, where all behind one that holds do too; how many there are, if none does. */
export function firstBlock<T>(blocks: Blocks<T>, holds: (last: T) => boolean): number {
  let from = 0;
  let to = blocks.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    // There is one, with a last item: it is within the bounds, and no block is empty.
    if (holds(blocks[middle]?.at(-1) as T)) to = middle;
    else from = middle + 1;
  }
  return from;
}
