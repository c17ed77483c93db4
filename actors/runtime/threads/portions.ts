/**
 * A large batch parted so that whoever gets it is never held up for long. It must not know what is in it.
 *
 * @module
 */

/** What is small enough not to be parted: a few messages, which are dealt with in some tenths of a millisecond. */
const PORTION = 4;

/** Milliseconds between two portions: some times as long as one is dealt with, so that others have their turns in between. */
export const STEP = 1;

/** The same in order, in as many portions as are worth it within so many milliseconds. None is empty. */
export function inPortions<T>(batch: readonly T[], ms: number): readonly (readonly T[])[] {
  const portions = Math.min(Math.ceil(batch.length / PORTION), Math.max(1, Math.floor(ms / STEP)));
  const size = Math.ceil(batch.length / portions);
  return Array.from(
    { length: portions },
    (_, i) => batch.slice(i * size, (i + 1) * size),
  ).filter((portion) => portion.length > 0);
}
