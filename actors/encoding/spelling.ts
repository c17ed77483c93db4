/**
 * Finds the word that a mistyped one was probably meant to be. It must not know what the words are
 * for.
 *
 * @module
 */

/** How many typing errors still count as the same word. In a short word, two change too much. */
function allowedSlips(word: string): number {
  return word.length <= 4 ? 1 : 2;
}

/**
 * Finds the word closest to `typed`.
 *
 * @param typed What the person wrote.
 * @param words The candidates. Of two that are equally close, the first wins.
 * @returns The closest word, or `undefined` if none is close.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { nearestWord } from "./spelling.ts";
 *
 * assertEquals(nearestWord("hjlep", ["hjelp", "hvem"]), "hjelp");
 * ```
 */
export function nearestWord(typed: string, words: readonly string[]): string | undefined {
  let nearest: string | undefined;
  let fewest = allowedSlips(typed) + 1;
  for (const word of words) {
    const slips = distance([...typed], [...word]);
    if (slips < fewest) {
      nearest = word;
      fewest = slips;
    }
  }
  return nearest;
}

/**
 * The Damerau-Levenshtein distance (optimal string alignment): it counts letters inserted, left
 * out, replaced, or swapped with a neighbour.
 */
function distance(a: readonly string[], b: readonly string[]): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = b.map((_, j) => j).concat(b.length);
  for (const [i, letter] of a.entries()) {
    const row = [i + 1];
    for (const [j, other] of b.entries()) {
      const replaced = at(last, j) + (letter === other ? 0 : 1);
      const swapped = i > 0 && j > 0 && letter === b[j - 1] && other === a[i - 1]
        ? at(beforeLast, j - 1) + 1
        : Infinity;
      row.push(Math.min(replaced, swapped, at(last, j + 1) + 1, at(row, j) + 1));
    }
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}

/** Reads a cell of the table. Cells outside it are infinitely far. */
function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
