/**
 * A line between two threads: batches go both ways, in order, and each end can wait for the next. What is small goes through
 * memory that both share, and who sleeps is woken by an atomic: that takes a third of the time that `postMessage` takes
 * (`docs/decisions/0013-shared-line.md`). What is large, or finds no room there, is posted, and taken in its turn.
 *
 * @module
 */

import { type Batch, Packer, postable, posted, unpack, type Unpacked } from "./packing.ts";
import { Ring, ringMemory } from "./ring.ts";

/** Bytes of one direction's ring: one large read, and then some. Beside what a worker takes, it is little. */
const RING_BYTES = 262_144;

/** Where posted batches wait: a `MessagePort`. */
export interface Post {
  readonly send: (batch: Batch) => void;
  /** Takes the oldest; there is one. */
  readonly take: () => Batch;
}

/** What an end is made of, in plain data, for the thread that it is on. */
export interface LineMemory {
  readonly incoming: SharedArrayBuffer;
  readonly outgoing: SharedArrayBuffer;
  /** How many batches have come in, and gone out: who waits, waits for the first to change. */
  readonly incomingBell: SharedArrayBuffer;
  readonly outgoingBell: SharedArrayBuffer;
}

/** Memory for the two ends of a line. */
export function lineMemory(): readonly [LineMemory, LineMemory] {
  const [there, back] = [ringMemory(RING_BYTES), ringMemory(RING_BYTES)];
  const [thereBell, backBell] = [new SharedArrayBuffer(4), new SharedArrayBuffer(4)];
  return [
    { incoming: back, outgoing: there, incomingBell: backBell, outgoingBell: thereBell },
    { incoming: there, outgoing: back, incomingBell: thereBell, outgoingBell: backBell },
  ];
}

/** One end of a line. */
export class Line<In extends Batch, Out extends Batch> {
  readonly #post: Post;
  readonly #packer = new Packer();
  readonly #incoming: Ring;
  readonly #outgoing: Ring;
  readonly #incomingBell: Int32Array;
  readonly #outgoingBell: Int32Array;
  /** What nobody ever changes. */
  readonly #never = new Int32Array(new SharedArrayBuffer(4));
  /** Batches sent, and taken. They wrap around, as the bells do. */
  #sent = 0;
  #taken = 0;
  /** A batch that lay in the ring while another was posted before it. */
  #early: Unpacked | undefined;

  constructor({ incoming, outgoing, incomingBell, outgoingBell }: LineMemory, post: Post) {
    this.#post = post;
    this.#incoming = new Ring(incoming);
    this.#outgoing = new Ring(outgoing);
    this.#incomingBell = new Int32Array(incomingBell);
    this.#outgoingBell = new Int32Array(outgoingBell);
  }

  /** Sends a batch of plain data, and wakes the other end if it waits. Never waits. */
  send(batch: Out): void {
    const packed = this.#packer.pack(this.#sent, batch);
    if (packed === undefined || !this.#outgoing.put(packed)) this.#post.send(postable(batch));
    this.#sent = (this.#sent + 1) | 0;
    Atomics.store(this.#outgoingBell, 0, this.#sent);
    Atomics.notify(this.#outgoingBell, 0);
  }

  /** Takes the next batch; `undefined` if none has come. */
  take(): In | undefined {
    if (Atomics.load(this.#incomingBell, 0) === this.#taken) return undefined;
    const next = this.#early ?? this.#unpacked();
    const isNext = next !== undefined && next.number === this.#taken;
    this.#early = isNext ? undefined : next;
    this.#taken = (this.#taken + 1) | 0;
    // What crosses is typed at both ends of the line.
    return (isNext ? next.batch : posted(this.#post.take())) as In;
  }

  /**
   * Sleeps until a batch has come that was not taken. Blocks the thread.
   *
   * @param ms How long at most.
   */
  sleep(ms: number): void {
    Atomics.wait(this.#incomingBell, 0, this.#taken, ms);
  }

  /** Sleeps whatever comes. Blocks the thread. */
  rest(ms: number): void {
    Atomics.wait(this.#never, 0, 0, ms);
  }

  /** Waits until a batch has come that was not taken, or this end is {@linkcode wake woken}. */
  async wait(): Promise<void> {
    await Atomics.waitAsync(this.#incomingBell, 0, this.#taken).value;
  }

  /** Wakes this end. */
  wake(): void {
    Atomics.notify(this.#incomingBell, 0);
  }

  #unpacked(): Unpacked | undefined {
    const packed = this.#incoming.take();
    return packed === undefined ? undefined : unpack(packed);
  }
}
