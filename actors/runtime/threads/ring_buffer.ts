/**
 * A queue of records in memory that two threads share: one of them puts, the other takes. It knows bytes; it must not know what
 * they mean, nor who waits for them.
 *
 * @module
 */

/**
 * Where a ring's numbers are, in words, before its bytes: how many bytes were ever put, which only the thread that puts writes,
 * and how many were taken, which only the other writes. Both wrap around; what counts is how far they are apart.
 */
const PUT = 0;
const TAKEN = 1;
const HEADER_BYTES = 8;

/** Bytes of a word. Records begin at whole ones, and a word with their length is in front of each. */
const WORD = 4;

/** Memory for a ring of so many bytes, a power of two. */
export function ringBufferMemory(bytes: number): SharedArrayBuffer {
  return new SharedArrayBuffer(HEADER_BYTES + bytes);
}

/**
 * One thread's view of a ring. There is no lock: each number is written after the bytes that it tells of were, or were read, and
 * atomics keep that order also for the other thread.
 */
export class RingBuffer {
  readonly #numbers: Int32Array;
  readonly #words: Int32Array;
  readonly #bytes: Uint8Array;
  readonly #mask: number;
  /** What the last record is taken into; as long as the longest so far. */
  #record = new Uint8Array();

  /** @param memory Made by {@linkcode ringBufferMemory}, on whichever thread. */
  constructor(memory: SharedArrayBuffer) {
    this.#numbers = new Int32Array(memory, 0, HEADER_BYTES / WORD);
    this.#words = new Int32Array(memory, HEADER_BYTES);
    this.#bytes = new Uint8Array(memory, HEADER_BYTES);
    this.#mask = this.#bytes.length - 1;
  }

  /** Puts a copy of this record; `false`, and nothing done, if there is no room for it. */
  put(record: Uint8Array): boolean {
    const put = Atomics.load(this.#numbers, PUT);
    const used = (put - Atomics.load(this.#numbers, TAKEN)) >>> 0;
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
    // Last: who sees the number sees the record.
    Atomics.store(this.#numbers, PUT, end | 0);
    return true;
  }

  /** Takes the oldest record, which is good until the next is taken; `undefined` from an empty ring. */
  take(): Uint8Array | undefined {
    const taken = Atomics.load(this.#numbers, TAKEN);
    if (taken === Atomics.load(this.#numbers, PUT)) return undefined;
    // The mask keeps it within the bounds.
    const length = this.#words[(taken & this.#mask) / WORD] as number;
    const start = (taken + WORD) & this.#mask;
    const first = Math.min(length, this.#bytes.length - start);
    if (length > this.#record.length) this.#record = new Uint8Array(length);
    this.#record.set(this.#bytes.subarray(start, start + first));
    if (first < length) this.#record.set(this.#bytes.subarray(0, length - first), first);
    // Last: from now on these bytes may be written over.
    Atomics.store(this.#numbers, TAKEN, (taken + spaceOf(length)) | 0);
    return this.#record.subarray(0, length);
  }
}

/** Bytes that a record of this length takes: the word with its length, and whole words. */
function spaceOf(length: number): number {
  return WORD + ((length + WORD - 1) & -WORD);
}
