/**
 * What a text with an id is answered, and for how long that is remembered.
 *
 * @module
 */

/** The number a text got, when, and for how many seats it was. */
export interface Answer {
  readonly seq: number;
  readonly at: number;
  readonly to: number;
}

/**
 * Ids remembered for a seat, at least. Only what was accepted can come again without being wanted twice, and only
 * while its `accepted` is on its way: 1 MiB in our queue and some 11 MB in two kernels' buffers, of 95 bytes each.
 */
export const REMEMBERED = 131_072;
