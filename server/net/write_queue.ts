/**
 * The chunks that wait to be written to a connection, and receipts for those that have left. It
 * must not know a connection.
 *
 * @module
 */

import { concatenate } from "../../actors/encoding/bytes.ts";

/** Says that bytes have left. */
export interface WriteReceipt {
  /** What they weigh in the flow control of their sender. */
  readonly weight: number;
  /** The last mark among them. Marks grow. */
  readonly mark?: number;
}

/** Bytes to write. */
export interface Chunk extends WriteReceipt {
  readonly bytes: Uint8Array;
  /** Asks for a receipt at once. Other receipts wait until they are worth it. */
  readonly prompt?: boolean;
}

/** Bytes of one write, unless a single chunk is larger. */
const WRITE_TOGETHER = 131_072;

/** Weight that has left before a receipt that nobody asked for. Rare receipts cost nothing. */
const RECEIPT_EVERY = 65_536;

/** Takes the chunks of one write from the front of the queue, which must not be empty. */
export function takeBatch(queue: Chunk[]): Chunk {
  // Safe: the caller has seen that the queue is not empty.
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
  const bytes = concatenate(queue.splice(0, count).map((chunk) => chunk.bytes));
  return mark === undefined ? { bytes, weight, prompt } : { bytes, weight, mark, prompt };
}

/** The chunks of one connection. */
export class WriteQueue {
  #chunks: Chunk[] = [];
  #size = 0;
  /** Weight that has left since the last receipt. */
  #unreported = 0;
  #mark: number | undefined;

  /** Bytes that have not left. */
  get size(): number {
    return this.#size;
  }

  /** True if no chunk waits. One may be on its way. */
  get isEmpty(): boolean {
    return this.#chunks.length === 0;
  }

  /** Adds a chunk at the end. */
  push(chunk: Chunk): void {
    this.#chunks.push(chunk);
    this.#size += chunk.bytes.length;
  }

  /** Takes the chunks of one write from the front. The queue must not be empty. */
  take(): Chunk {
    return takeBatch(this.#chunks);
  }

  /** Counts a batch that has left, and returns a receipt if it is time for one. */
  written({ bytes, weight, mark = this.#mark, prompt }: Chunk): WriteReceipt | undefined {
    this.#size -= bytes.length;
    this.#mark = mark;
    this.#unreported += weight;
    if (this.#unreported < RECEIPT_EVERY && !prompt) return undefined;
    const receipt = { weight: this.#unreported };
    this.#unreported = 0;
    return mark === undefined ? receipt : { ...receipt, mark };
  }

  /** Forgets the chunks that wait. */
  clear(): void {
    this.#chunks = [];
  }
}
