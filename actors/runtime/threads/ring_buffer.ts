/**
 * A queue of records in memory that two threads share: one thread puts, the other takes. It must
 * not know what the bytes mean, nor who waits for them.
 *
 * @module
 */

/**
 * Indexes of two counters in front of the records: the bytes ever put, written only by the thread
 * that puts, and the bytes ever taken, written only by the other. Both wrap around; only their
 * difference counts.
 */
const PUT = 0;
const TAKEN = 1;
const HEADER_BYTES = 8;

/** Bytes of a word. Each record starts at a whole word, behind a word with its length. */
const WORD = 4;

/** Memory for a ring of `bytes` bytes, a power of two. */
export function ringBufferMemory(bytes: number): SharedArrayBuffer {
  return new SharedArrayBuffer(HEADER_BYTES + bytes);
}

/**
 * One thread's view of a ring. It needs no lock: each thread updates its counter after it has
 * copied the record, and atomics keep that order visible to the other thread.
 */
export class RingBuffer {
  readonly #counters: Int32Array;
  readonly #words: Int32Array;
  readonly #bytes: Uint8Array;
  readonly #mask: number;
  /** The memory for the last record taken, as long as the longest so far. */
  #record = new Uint8Array();

  /** @param memory Made by {@linkcode ringBufferMemory}, on either thread. */
  constructor(memory: SharedArrayBuffer) {
    this.#counters = new Int32Array(memory, 0, HEADER_BYTES / WORD);
    this.#words = new Int32Array(memory, HEADER_BYTES);
    this.#bytes = new Uint8Array(memory, HEADER_BYTES);
    this.#mask = this.#bytes.length - 1;
  }

  /** Puts a copy of this record. Returns `false` and does nothing if the ring is too full. */
  put(record: Uint8Array): boolean {
    const put = Atomics.load(this.#counters, PUT);
    const used = (put - Atomics.load(this.#counters, TAKEN)) >>> 0;
    const end = put + spaceOf(record.length);
    if (used + end - put > this.#bytes.length) return false;
    const start = (put + WORD) & this.#mask;
    this.#words[(put & this.#mask) / WORD] = record.length;
    const first = this.#bytes.length - start;
    if (record.length <= first) {
      this.#bytes.set(record, start);
    } else {
      this.#bytes.set(record.subarray(0, first), start);
      this.#bytes.set(record.subarray(first), 0);
    }
    // Last: a thread that sees the counter must see the record.
    Atomics.store(this.#counters, PUT, end | 0);
    return true;
  }

  /** Takes the oldest record, valid until the next call; `undefined` if the ring is empty. */
  take(): Uint8Array | undefined {
    const taken = Atomics.load(this.#counters, TAKEN);
    if (taken === Atomics.load(this.#counters, PUT)) return undefined;
    // The mask keeps the index within the bounds.
    const length = this.#words[(taken & this.#mask) / WORD] as number;
    const start = (taken + WORD) & this.#mask;
    const first = Math.min(length, this.#bytes.length - start);
    if (length > this.#record.length) this.#record = new Uint8Array(length);
    this.#record.set(this.#bytes.subarray(start, start + first));
    if (first < length) this.#record.set(this.#bytes.subarray(0, length - first), first);
    // Last: from now on the other thread may overwrite these bytes.
    Atomics.store(this.#counters, TAKEN, (taken + spaceOf(length)) | 0);
    return this.#record.subarray(0, length);
  }
}

/** Bytes that a record takes: the word with its length, and whole words. */
function spaceOf(length: number): number {
  return WORD + ((length + WORD - 1) & -WORD);
}
