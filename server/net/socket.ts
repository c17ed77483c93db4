/**
 * Moves bytes between a connection and its actor, and keeps both directions bounded: it reads no
 * further ahead than its owner consumes, and says what has been written. It must not know what the
 * bytes mean.
 *
 * @module
 */

import type { Clock } from "../../actors/runtime/clock.ts";
import { encodeUtf8 } from "../../actors/encoding/utf8.ts";
import { ReadPacing, type Share } from "./read_pacing.ts";
import { type Chunk, WriteQueue, type WriteReceipt } from "./write_queue.ts";
import type { TransportConn } from "./transport.ts";

/** The events of a socket. */
export interface SocketEvents {
  /** The bytes of one read. They belong to the receiver. */
  readonly received: (bytes: Uint8Array) => void;
  /** No more bytes come; `lost`: the connection broke. Called once. */
  readonly ended: (lost: boolean) => void;
  /** The weight that has left since the last receipt, and the last mark that has. */
  readonly written: (receipt: WriteReceipt) => void;
  /** The connection is closed. Called once, and last. */
  readonly closed: () => void;
}

/**
 * Unwritten bytes at which reading stops, so that answers to a client that does not read them are
 * bounded. It is twice what a room sends ahead (`WINDOW`): a client on a slow line must still be
 * read, or its acks would not arrive.
 */
const MAX_UNWRITTEN = 524_288;

/**
 * Milliseconds between ending our half and closing. The socket drops what it reads meanwhile. With
 * unread bytes the kernel would reset the connection, and the client would lose our last words.
 */
const LINGER = 500;

/** Above this many unconsumed bytes we assume that their reader is stalled. */
const MUCH_AHEAD = 2_048;

/**
 * Milliseconds that a write may take without progress. A client that takes no bytes for that long
 * is as good as gone.
 */
const WRITE_TIMEOUT = 60_000;

/** Checks of a write before it is given up. It may take one check longer than the time above. */
const STALL_CHECKS = 12;

/** The bytes of one connection. */
export class Socket {
  readonly #conn: TransportConn;
  readonly #clock: Clock;
  readonly #pacing: ReadPacing;
  #events: SocketEvents;
  readonly #queue = new WriteQueue();
  #unconsumed = 0;
  #readAhead = 1;
  #ignoresInput = false;
  #reading = false;
  #writing = false;
  #inputEnded = false;
  #state: "open" | "finishing" | "lingering" | "closed" = "open";
  /** Writes begun so far. */
  #writes = 0;
  #cancelStallCheck: (() => void) | undefined;
  #cancelClosing: (() => void) | undefined;

  /** Reads at once, and reports to `events`. */
  constructor(conn: TransportConn, clock: Clock, events: SocketEvents) {
    this.#conn = conn;
    this.#clock = clock;
    this.#pacing = new ReadPacing(clock, () => this.#readOn());
    this.#events = events;
    this.#readOn();
  }

  /** Sends the events from now on to another owner. */
  subscribe(events: SocketEvents): void {
    this.#events = events;
  }

  /**
   * Lets another owner consume the bytes, and sets how far the socket reads ahead. At first it
   * reads once and waits.
   *
   * @param owed Bytes that were read and are not consumed yet.
   * @param share Set when other connections may have to wait for this one.
   */
  handOver(owed: number, readAhead: number, share?: Share): void {
    this.#unconsumed = owed;
    this.#readAhead = readAhead;
    if (share !== undefined) this.#pacing.share(share);
    this.#readOn();
  }

  /** The owner has consumed bytes. */
  consumed(bytes: number): void {
    this.#unconsumed -= bytes;
    if (this.#unconsumed <= 0) this.#pacing.consumed();
    this.#readOn();
  }

  /** Never reads again. Writing goes on. */
  stopReading(): void {
    this.#ignoresInput = true;
  }

  /** Writes a chunk behind those that wait. */
  write(chunk: Chunk): void {
    if (this.#state !== "open") return;
    this.#queue.push(chunk);
    if (!this.#writing) this.#writeAll();
  }

  /** Writes a text that needs no receipt. */
  writeText(text: string): void {
    this.write({ bytes: encodeUtf8(text), weight: 0 });
  }

  /** Writes what waits, then closes. */
  finish(): void {
    if (this.#state !== "open") return;
    this.#state = "finishing";
    this.#cancelClosing = this.#clock.schedule(WRITE_TIMEOUT, () => this.destroy());
    if (!this.#writing) this.#writeAll();
  }

  /** Closes now. */
  destroy(): void {
    if (this.#state === "closed") return;
    this.#state = "closed";
    this.#cancelClosing?.();
    this.#cancelStallCheck?.();
    this.#pacing.stop();
    this.#queue.clear();
    try {
      this.#conn.close();
    } catch {
      // Deno closes by itself once both halves have ended, and then throws here.
    }
    this.#endInput(true);
    this.#events.closed();
  }

  #mayRead(): boolean {
    if (this.#inputEnded || this.#state === "closed") return false;
    if (this.#state !== "open") return true;
    if (this.#ignoresInput || this.#pacing.isPaused) return false;
    return this.#unconsumed < this.#readAhead && this.#queue.size < MAX_UNWRITTEN;
  }

  #readOn(): void {
    if (!this.#reading && this.#mayRead()) this.#read();
  }

  async #read(): Promise<void> {
    this.#reading = true;
    // The receiver gets a view, and the next read goes behind it. Copying a line costs more than
    // reading it.
    let free: Uint8Array<ArrayBuffer> = new Uint8Array(this.#pacing.size);
    try {
      while (this.#mayRead()) {
        const count = await this.#conn.read(free);
        if (count === null) return this.#endInput(false);
        const size = free.length;
        const bytes = this.#cut(free, count);
        free = free.subarray(count);
        if (this.#state === "open") {
          this.#pacing.recordRead(count, size);
          this.#unconsumed += count;
          this.#events.received(bytes);
        }
        const { size: wanted } = this.#pacing;
        if (free.length < wanted / 2 || size > wanted) free = new Uint8Array(wanted);
      }
    } catch {
      this.#endInput(true);
    } finally {
      this.#reading = false;
    }
  }

  /**
   * The bytes of one read. They are copied when their reader is stalled: they may have to be
   * posted, and posting a view takes its whole buffer along.
   */
  #cut(read: Uint8Array<ArrayBuffer>, count: number): Uint8Array<ArrayBuffer> {
    const isPartial = count < read.buffer.byteLength / 2;
    return isPartial && this.#unconsumed >= MUCH_AHEAD
      ? read.slice(0, count)
      : read.subarray(0, count);
  }

  #endInput(lost: boolean): void {
    if (this.#inputEnded) return;
    this.#inputEnded = true;
    this.#events.ended(lost);
    if (this.#state === "lingering") this.destroy();
  }

  async #writeAll(): Promise<void> {
    this.#writing = true;
    try {
      while (!this.#queue.isEmpty) {
        const batch = this.#queue.take();
        for (let left = batch.bytes; left.length > 0;) {
          this.#writes++;
          if (this.#cancelStallCheck === undefined) this.#checkForStall(0);
          left = left.subarray(await this.#conn.write(left));
        }
        const receipt = this.#queue.written(batch);
        if (receipt !== undefined) this.#events.written(receipt);
        this.#readOn();
      }
      if (this.#state === "finishing") await this.#linger();
    } catch {
      // The other side is gone.
      this.destroy();
    } finally {
      this.#writing = false;
    }
  }

  /**
   * Destroys the connection when a write makes no progress. It counts checks, because clocks can be
   * set back. One timer serves many writes: a timer for each would cost more than the write.
   */
  #checkForStall(checks: number): void {
    const before = this.#writes;
    this.#cancelStallCheck = this.#clock.schedule(WRITE_TIMEOUT / STALL_CHECKS, () => {
      this.#cancelStallCheck = undefined;
      if (!this.#writing) return;
      const stalled = this.#writes === before ? checks + 1 : 0;
      if (stalled >= STALL_CHECKS) this.destroy();
      else this.#checkForStall(stalled);
    });
  }

  async #linger(): Promise<void> {
    this.#state = "lingering";
    await this.#conn.closeWrite();
    if (this.#inputEnded) return this.destroy();
    this.#cancelClosing?.();
    this.#cancelClosing = this.#clock.schedule(LINGER, () => this.destroy());
    this.#readOn();
  }
}
