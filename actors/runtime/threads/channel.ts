/**
 * A channel between two threads. It carries batches both ways, in order, and each end can wait for
 * the next. Small batches go through shared memory, and an atomic wakes a sleeping end sooner than
 * `postMessage` would (`docs/decisions/0013-shared-line.md`). Batches that are large, or find no
 * room there, are posted and taken in their turn. It must not know what the batches mean, nor which
 * threads its ends are on.
 *
 * @module
 */

import type { Batch, DecodedBatch } from "./message_codec.ts";
import { MessageDecoder } from "./message_decoder.ts";
import { MessageEncoder } from "./message_encoder.ts";
import { RingBuffer, ringBufferMemory } from "./ring_buffer.ts";
import { SpinSlot, type SpinSlotMemory } from "./spin_wait.ts";

/**
 * Bytes of one direction's ring: more than one large read, and little beside what a worker takes.
 * Posted batches have no bound here; the mailboxes that they are for do.
 */
const RING_BYTES = 262_144;

/**
 * How often an end checks for a batch between two looks at the clock. One look at the clock costs
 * about as much as this many checks.
 */
const LOOKS = 50;

/** Posts batches: `postMessage`. */
export interface PostPort {
  readonly send: (batch: Batch) => void;
  /**
   * Takes the oldest; `undefined` while it is on its way. It may arrive after the count has
   * changed.
   */
  readonly take: () => Batch | undefined;
}

/** The parts of one end, sent to its thread. */
export interface ChannelMemory {
  readonly incoming: SharedArrayBuffer;
  readonly outgoing: SharedArrayBuffer;
  /** How many batches the other end has sent. A waiting thread waits for it to change. */
  readonly incomingCount: SharedArrayBuffer;
  /** How many batches this end has sent. */
  readonly outgoingCount: SharedArrayBuffer;
  /** 1 once either end has closed the channel. */
  readonly closed: SharedArrayBuffer;
  /** Where one of the two ends may spin; `null` if neither may. */
  readonly spinSlot: SpinSlotMemory | null;
}

/**
 * Memory for the two ends of a channel.
 *
 * @param spinSlot For the end that spins. Other channels may share it.
 */
export function channelMemory(
  spinSlot: SpinSlotMemory | null = null,
): readonly [ChannelMemory, ChannelMemory] {
  const [there, back] = [ringBufferMemory(RING_BYTES), ringBufferMemory(RING_BYTES)];
  const [thereCount, backCount] = [new SharedArrayBuffer(4), new SharedArrayBuffer(4)];
  const closed = new SharedArrayBuffer(4);
  const both = { closed, spinSlot };
  return [
    {
      incoming: back,
      outgoing: there,
      incomingCount: backCount,
      outgoingCount: thereCount,
      ...both,
    },
    {
      incoming: there,
      outgoing: back,
      incomingCount: thereCount,
      outgoingCount: backCount,
      ...both,
    },
  ];
}

/**
 * One end of a channel. A batch is in the ring, or posted, before the count changes, so a thread
 * that sees the new count finds the batch. A waiting thread names the count that it has seen, so it
 * misses no change.
 */
export class Channel<In extends Batch, Out extends Batch> {
  readonly #post: PostPort;
  readonly #encoder = new MessageEncoder();
  readonly #decoder = new MessageDecoder();
  readonly #incoming: RingBuffer;
  readonly #outgoing: RingBuffer;
  readonly #incomingCount: Int32Array;
  readonly #outgoingCount: Int32Array;
  readonly #closed: Int32Array;
  readonly #spinSlot: SpinSlot | null;
  /** Batches sent, and taken. They wrap around, as the shared counts do. */
  #sent = 0;
  #taken = 0;
  #awaitsPost = false;
  /** The ring's oldest batch, taken early while an older one is still on its way by post. */
  #early: DecodedBatch | undefined;

  constructor(memory: ChannelMemory, post: PostPort) {
    this.#post = post;
    this.#incoming = new RingBuffer(memory.incoming);
    this.#outgoing = new RingBuffer(memory.outgoing);
    this.#incomingCount = new Int32Array(memory.incomingCount);
    this.#outgoingCount = new Int32Array(memory.outgoingCount);
    this.#closed = new Int32Array(memory.closed);
    this.#spinSlot = memory.spinSlot === null ? null : new SpinSlot(memory.spinSlot);
  }

  /** Whether the channel is closed. Nothing more is taken from it. */
  get closed(): boolean {
    return Atomics.load(this.#closed, 0) === 1;
  }

  /** Whether one of the ends spins. If this one does not, the other replies within microseconds. */
  get otherEndSpins(): boolean {
    return this.#spinSlot?.isTaken ?? false;
  }

  /** Whether the next batch was posted and has not arrived yet. It comes through the event loop. */
  get awaitsPost(): boolean {
    return this.#awaitsPost;
  }

  /**
   * Sends a batch, and wakes the other end if it waits. Never waits.
   *
   * @throws {Error} If the batch is not plain data and cannot be cloned. Then nothing is sent.
   */
  send(batch: Out): void {
    const encoded = this.#encoder.encode(this.#sent, batch);
    if (encoded === undefined || !this.#outgoing.put(encoded)) this.#sendByPost(batch);
    this.#notify();
  }

  /** Takes the next batch; `undefined` if there is none yet or if the channel is closed. */
  take(): In | undefined {
    if (!this.#hasArrived || this.closed) return undefined;
    const next = this.#early ?? this.#decoded();
    const isNext = next !== undefined && next.number === this.#taken;
    this.#early = isNext ? undefined : next;
    const batch = isNext ? next.batch : this.#post.take();
    this.#awaitsPost = batch === undefined;
    if (batch === undefined) return undefined;
    this.#taken = (this.#taken + 1) | 0;
    // Both ends of the channel have the same types.
    return batch as In;
  }

  /**
   * Spins until a new batch arrives or the channel is closed, if there is a free slot for that.
   * Keeps a core busy.
   *
   * @param ms The longest time, in milliseconds.
   * @param now Milliseconds with fractions since any fixed moment.
   */
  spin(ms: number, now: () => number): void {
    if (this.#spinSlot === null || !this.#spinSlot.take()) return;
    this.poll(ms, now);
    this.#spinSlot.release();
  }

  /** Like `spin`, but without a slot: for a moment only. */
  poll(ms: number, now: () => number): void {
    const end = now() + ms;
    do {
      for (let i = 0; i < LOOKS; i++) if (this.#hasArrived) return;
    } while (now() < end);
  }

  /**
   * Sleeps until a new batch arrives or the channel is closed. Blocks the thread.
   *
   * @param ms The longest time, in milliseconds; may be `Infinity`.
   */
  sleep(ms: number): void {
    Atomics.wait(this.#incomingCount, 0, this.#taken, ms);
  }

  /** Waits until a new batch arrives or the channel is closed. */
  wait(): Promise<unknown> {
    if (this.closed) return Promise.resolve();
    const { async, value } = Atomics.waitAsync(this.#incomingCount, 0, this.#taken);
    return async ? value : Promise.resolve();
  }

  /**
   * Closes the channel for both ends and for good. Neither end takes, sleeps or waits after that.
   * `Worker.terminate` needs it: in Deno 2.9.6 it does not end a thread that is outside its event
   * loop.
   */
  close(): void {
    Atomics.store(this.#closed, 0, 1);
    // A count without a batch, so that the other end does not go to sleep afterwards.
    this.#notify();
    Atomics.notify(this.#incomingCount, 0);
    this.#spinSlot?.release();
  }

  get #hasArrived(): boolean {
    return Atomics.load(this.#incomingCount, 0) !== this.#taken;
  }

  #sendByPost(batch: Out): void {
    // The other end will never see what was encoded for the ring.
    this.#encoder.reset();
    this.#post.send(batch);
  }

  /** Tells the other end about one more batch. */
  #notify(): void {
    this.#sent = (this.#sent + 1) | 0;
    Atomics.store(this.#outgoingCount, 0, this.#sent);
    Atomics.notify(this.#outgoingCount, 0);
  }

  #decoded(): DecodedBatch | undefined {
    const encoded = this.#incoming.take();
    return encoded === undefined ? undefined : this.#decoder.decode(encoded);
  }
}
