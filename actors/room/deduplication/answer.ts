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
 * Ids remembered for a seat, at least. Only what was accepted can come again without being wanted twice, and only while
 * its `accepted` is on its way: this project's client has 256 texts unaccepted at most, and the protocol tells others to
 * have no more than this. With random ids of 64 letters it comes to some 7 MB.
 */
export const REMEMBERED = 16_384;
