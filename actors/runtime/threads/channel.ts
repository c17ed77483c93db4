/**
 * A line between two threads: batches go both ways, in order, and each end can wait for the next. What is small goes through
 * memory that both share, and who sleeps is woken by an atomic: that takes a third of the time that `postMessage` takes
 * (`docs/decisions/0013-shared-line.md`). What is large, or finds no room there, is posted, and taken in its turn. It must not know
 * what the batches are for, nor which threads its ends are on.
 *
 * @module
 */

import type { Batch, DecodedBatch } from "./message_codec.ts";
import { MessageDecoder } from "./message_decoder.ts";
import { MessageEncoder } from "./message_encoder.ts";
import { RingBuffer, ringBufferMemory } from "./ring_buffer.ts";
import { SpinSlot, type SpinSlotMemory } from "./spin_wait.ts";

/**
 * Bytes of one direction's ring: one large read, and then some. Beside what a worker takes, it is little. What is posted has no
 * bound here: the mailboxes that it is for have theirs.
 */
const RING_BYTES = 262_144;

/** How often an end looks for a batch between two looks at the clock: that costs as much as some fifty looks. */
const LOOKS = 50;

/** The way that batches are posted: `postMessage`. */
export interface PostPort {
  readonly send: (batch: Batch) => void;
  /** Takes the oldest; `undefined` while it is on its way, which it may be after the bell. */
  readonly take: () => Batch | undefined;
}

/** What an end is made of, to be sent to the thread that it is for. */
export interface ChannelMemory {
  readonly incoming: SharedArrayBuffer;
  readonly outgoing: SharedArrayBuffer;
  /** How many batches the other end has sent: who waits, waits for it to change. */
  readonly incomingCount: SharedArrayBuffer;
  /** How many this end has sent. */
  readonly outgoingCount: SharedArrayBuffer;
  /** 1 once either end has closed the line. */
  readonly closed: SharedArrayBuffer;
  /** Where one of the two ends may spin; `null`: neither ever does. */
  readonly spinSlot: SpinSlotMemory | null;
}

/**
 * Memory for the two ends of a line.
 *
 * @param place For the end that spins; other lines may have it in common.
 */
export function channelMemory(
  place: SpinSlotMemory | null = null,
): readonly [ChannelMemory, ChannelMemory] {
  const [there, back] = [ringBufferMemory(RING_BYTES), ringBufferMemory(RING_BYTES)];
  const [thereBell, backBell] = [new SharedArrayBuffer(4), new SharedArrayBuffer(4)];
  const closed = new SharedArrayBuffer(4);
  const both = { closed, spinSlot: place };
  return [
    { incoming: back, outgoing: there, incomingCount: backBell, outgoingCount: thereBell, ...both },
    { incoming: there, outgoing: back, incomingCount: thereBell, outgoingCount: backBell, ...both },
  ];
}

/**
 * One end of a line. A batch is in the ring or posted before the bell tells of it, so who sees the bell finds the batch; and who
 * waits names the number that it has seen, so that a bell in between is not missed.
 */
export class Channel<In extends Batch, Out extends Batch> {
  readonly #post: PostPort;
  readonly #packer = new MessageEncoder();
  readonly #unpacker = new MessageDecoder();
  readonly #incoming: RingBuffer;
  readonly #outgoing: RingBuffer;
  readonly #incomingBell: Int32Array;
  readonly #outgoingBell: Int32Array;
  readonly #closed: Int32Array;
  readonly #place: SpinSlot | null;
  /** Batches sent, and taken. They wrap around, as the bells do. */
  #sent = 0;
  #taken = 0;
  #awaitsPost = false;
  /** The ring's oldest batch, where one that was sent before it was posted. */
  #early: DecodedBatch | undefined;

  constructor(memory: ChannelMemory, post: PostPort) {
    this.#post = post;
    this.#incoming = new RingBuffer(memory.incoming);
    this.#outgoing = new RingBuffer(memory.outgoing);
    this.#incomingBell = new Int32Array(memory.incomingCount);
    this.#outgoingBell = new Int32Array(memory.outgoingCount);
    this.#closed = new Int32Array(memory.closed);
    this.#place = memory.spinSlot === null ? null : new SpinSlot(memory.spinSlot);
  }

  /** Whether the line is closed: nothing more is taken from it. */
  get closed(): boolean {
    return Atomics.load(this.#closed, 0) === 1;
  }

  /** Whether one of the ends spins: where this one doesn't, what it sends is answered within some ten microseconds. */
  get otherEndSpins(): boolean {
    return this.#place?.isTaken ?? false;
  }

  /** Whether the next batch is posted and was not there when it was to be taken: it comes by the thread's event loop. */
  get awaitsPost(): boolean {
    return this.#awaitsPost;
  }

  /**
   * Sends a batch, and wakes the other end if it waits. Never waits.
   *
   * @throws {Error} If it is no data, so that it can be neither packed nor posted: then nothing is sent.
   */
  send(batch: Out): void {
    const packed = this.#packer.encode(this.#sent, batch);
    if (packed === undefined || !this.#outgoing.put(packed)) this.#sendByPost(batch);
    this.#ring();
  }

  /** Takes the next batch; `undefined` if none has come, if it is on its way still, or if the line is closed. */
  take(): In | undefined {
    if (!this.#isRung || this.closed) return undefined;
    const next = this.#early ?? this.#unpacked();
    const isNext = next !== undefined && next.number === this.#taken;
    this.#early = isNext ? undefined : next;
    const batch = isNext ? next.batch : this.#post.take();
    this.#awaitsPost = batch === undefined;
    if (batch === undefined) return undefined;
    this.#taken = (this.#taken + 1) | 0;
    // What crosses is typed at both ends of the line.
    return batch as In;
  }

  /**
   * Spins until a batch has come that was not taken, or the line is closed: if there is a place for it, and no other thread has
   * that. Keeps a core busy.
   *
   * @param ms Milliseconds at most.
   * @param now Milliseconds, and fractions of them, since whenever.
   */
  spin(ms: number, now: () => number): void {
    if (this.#place === null || !this.#place.take()) return;
    this.poll(ms, now);
    this.#place.release();
  }

  /** The same, whether there is a place or not: for a moment. */
  poll(ms: number, now: () => number): void {
    const end = now() + ms;
    do {
      for (let i = 0; i < LOOKS; i++) if (this.#isRung) return;
    } while (now() < end);
  }

  /**
   * Sleeps until a batch has come that was not taken, or the line is closed. Blocks the thread.
   *
   * @param ms Milliseconds at most; `Infinity`: however long it takes.
   */
  sleep(ms: number): void {
    Atomics.wait(this.#incomingBell, 0, this.#taken, ms);
  }

  /** Waits until a batch has come that was not taken, or the line is closed. */
  wait(): Promise<unknown> {
    if (this.closed) return Promise.resolve();
    const { async, value } = Atomics.waitAsync(this.#incomingBell, 0, this.#taken);
    return async ? value : Promise.resolve();
  }

  /**
   * Closes the line, for both ends and for good: neither takes what still lies there, and neither sleeps or waits for more, also
   * if it only comes to that later. `Worker.terminate` needs it: in Deno 2.9.6 that ends no thread which is not in its event loop.
   */
  close(): void {
    Atomics.store(this.#closed, 0, 1);
    // A bell that no batch belongs to, so that the other end cannot go to sleep after it.
    this.#ring();
    Atomics.notify(this.#incomingBell, 0);
    this.#place?.release();
  }

  get #isRung(): boolean {
    return Atomics.load(this.#incomingBell, 0) !== this.#taken;
  }

  #sendByPost(batch: Out): void {
    // What was packed for the ring the other end will never see.
    this.#packer.reset();
    this.#post.send(batch);
  }

  /** Tells the other end that there is one more. */
  #ring(): void {
    this.#sent = (this.#sent + 1) | 0;
    Atomics.store(this.#outgoingBell, 0, this.#sent);
    Atomics.notify(this.#outgoingBell, 0);
  }

  #unpacked(): DecodedBatch | undefined {
    const packed = this.#incoming.take();
    return packed === undefined ? undefined : this.#unpacker.decode(packed);
  }
}
