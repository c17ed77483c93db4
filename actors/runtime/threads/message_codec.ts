/**
 * The bytes of a light batch, as {@linkcode MessageEncoder} writes and {@linkcode MessageDecoder} reads them:
 *
 * - a byte that is 1 if the decoder must forget all names and shapes, else 0; the batch's number; the batch as a value
 * - a value is a tag, and what the tag says: a number, a text, elements, fields
 * - a name (an actor's address, a message's type) and a shape (an object's field names) are sent in full once, then referred to by number
 *
 * @module
 */

/** What kind of value follows. */
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

/** What crosses: plain data, byte arrays among it. */
export type Batch = readonly object[];

/** A batch that came, and its number. */
export interface DecodedBatch {
  readonly number: number;
  readonly batch: unknown;
}
