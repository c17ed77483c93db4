/**
 * The format of an encoded batch, as {@linkcode MessageEncoder} writes and {@linkcode
 * MessageDecoder} reads it:
 *
 * - A batch is a byte (1 if the decoder must forget its names and shapes, else 0), the batch's
 *   number, and an array.
 * - A value is a tag and its contents: a number, a text, elements or fields.
 * - A name (an actor's address, a message's type) and a shape (an object's field names) are written
 *   in full once. After that a number refers to them.
 *
 * @module
 */

/** Says what kind of value follows. */
export const TAG = {
  NULL: 0,
  TRUE: 1,
  FALSE: 2,
  UNDEFINED: 3,
  COUNT: 4,
  NUMBER: 5,
  TEXT: 6,
  NAME: 7,
  NEW_NAME: 8,
  ARRAY: 9,
  OBJECT: 10,
  NEW_OBJECT: 11,
  BYTES: 12,
} as const;

/** What crosses between threads: plain data, with byte arrays. */
export type Batch = readonly object[];

/** A received batch, and its number. */
export interface DecodedBatch {
  readonly number: number;
  readonly batch: unknown;
}
