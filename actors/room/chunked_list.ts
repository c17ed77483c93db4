/**
 * A list of thousands of items as a value. It is cut into blocks, so that a change copies one block
 * and the list of blocks instead of all items. It must not know what the items are.
 *
 * @module
 */

/** Items in order. No block is empty. Similar lists share blocks. */
export type Blocks<T> = readonly (readonly [T, ...T[]])[];

/** Items in a block: about the root of the largest number, so that neither list is long. */
const BLOCK = 128;

/** All items. */
export function itemsIn<T>(blocks: Blocks<T>): readonly T[] {
  const [only] = blocks;
  return blocks.length === 1 && only !== undefined ? only : blocks.flat();
}

/** Cuts items into blocks. */
export function inBlocks<T>(items: readonly T[]): Blocks<T> {
  return Array.from(
    { length: Math.ceil(items.length / BLOCK) },
    // At least one item: the block begins before the end.
    (_, i) => items.slice(i * BLOCK, (i + 1) * BLOCK) as [T, ...T[]],
  );
}

/** Appends an item. */
export function added<T>(blocks: Blocks<T>, item: T): Blocks<T> {
  const newest = blocks.at(-1);
  return newest === undefined || newest.length >= BLOCK
    ? [...blocks, [item]]
    : blocks.with(-1, [...newest, item]);
}

/** Replaces the blocks from index `from` to before `to` by these items. */
export function replaced<T>(
  blocks: Blocks<T>,
  from: number,
  to: number,
  items: readonly T[],
): Blocks<T> {
  return [...blocks.slice(0, from), ...inBlocks(items), ...blocks.slice(to)];
}

/**
 * The items of blocks that only the first list has: all items that differ, and few others. Items
 * that both lists have must stand in the same order.
 */
export function unshared<T>(blocks: Blocks<T>, others: Blocks<T>): readonly T[] {
  const newest = blocks.at(-1);
  // A usual talk fits in one block. Return it without a copy.
  if (blocks.length === 1 && newest !== undefined) return others.includes(newest) ? [] : newest;
  // Shared blocks stand in the same order, so a search from the last match is short.
  let next = 0;
  return blocks.filter((block) => {
    const place = others.indexOf(block, next);
    if (place !== -1) next = place + 1;
    return place === -1;
  }).flat();
}

/**
 * The index of the first block for which `holds` is true, as it is for all later ones; or the
 * number of blocks.
 */
export function firstBlock<T>(blocks: Blocks<T>, holds: (last: T) => boolean): number {
  let from = 0;
  let to = blocks.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    // Within the bounds, and no block is empty.
    if (holds(blocks[middle]?.at(-1) as T)) to = middle;
    else from = middle + 1;
  }
  return from;
}
