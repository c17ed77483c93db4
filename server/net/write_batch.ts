/**
 * What waits to be written to a connection: bytes, and what is told back once they have left. It knows no connection.
 *
 * @module
 */

import { concatenate } from "../../actors/encoding/bytes.ts";

/** What is told back of bytes once they have left. */
export interface WriteReceipt {
  readonly weight: number;
  /** Which they are the last of; it grows. */
  readonly mark?: number;
}

/** What to write. */
export interface Chunk extends WriteReceipt {
  readonly bytes: Uint8Array;
  /** Whether it is told at once that it left, not now and then. */
  readonly prompt?: boolean;
}

/** Bytes that are put together for one write. */
const WRITE_TOGETHER = 131_072;

/** Takes from the queue's front, where there is something, what is written at once. */
export function takeBatch(queue: Chunk[]): Chunk {
  // There is one: whoever calls has looked.
  const first = queue[0] as Chunk;
  let { weight, mark, prompt = false } = first;
  let size = first.bytes.length;
  let count = 1;
  for (let next = queue[1]; next !== undefined; next = queue[count]) {
    size += next.bytes.length;
    if (size > WRITE_TOGETHER) break;
    weight += next.weight;
    mark = next.mark ?? mark;
    prompt ||= next.prompt ?? false;
    count++;
  }
  if (count === 1) {
    queue.shift();
    return first;
  }
  const bytes = concatenate(queue.splice(0, count).map((parcel) => parcel.bytes));
  return mark === undefined ? { bytes, weight, prompt } : { bytes, weight, mark, prompt };
}
