/**
 * Moves bytes between a connection and its actor, and keeps both directions bounded: it reads no further than what has
 * been dealt with allows, and tells what has been written. It knows nothing of what the bytes mean.
 *
 * @module
 */

import type { Clock } from "../../actors/runtime/clock.ts";
import { encodeUtf8 } from "../../actors/encoding/utf8.ts";
import { ReadPacing, type Share } from "./read_pacing.ts";
import { type Chunk, takeBatch, type WriteReceipt } from "./write_batch.ts";
import type { TransportConn } from "./transport.ts";

/** What a socket tells. */
export interface SocketEvents {
  /** What one read brought; the bytes are the receiver's own. */
  readonly received: (bytes: Uint8Array) => void;
  /** No more will come; `lost`: the connection broke. Told once. */
  readonly ended: (lost: boolean) => void;
  /** So much has left since it was last told, and all up to the last mark. */
  readonly written: (account: WriteReceipt) => void;
  /** The connection is closed. Told once, and last. */
  readonly closed: () => void;
}

/**
 * Bytes not yet written at which its client is read no more: who doesn't listen isn't answered without end. Twice what a
 * room sends ahead (`WINDOW`): a slow line that takes that is to be read, or nobody would hear what its client has.
 */
const MAX_UNWRITTEN = 524_288;

/** Weight after which it is told that it left, where nobody waits to hear: an account now and then costs nothing. */
const TELL_EVERY = 65_536;

/**
 * Milliseconds from our end of the connection to the closing of all of it. What the client still sends is read
 * meanwhile and dropped: unread, it would make the kernel reset the connection, and our last words be lost.
 */
const LINGER = 500;

/** Bytes read ahead from which on nobody seems to deal with them for now: many lines of chat, two reads of a quiet client. */
const MUCH_AHEAD = 2_048;

/**
 * Milliseconds that a write may take without progress. A client that does not take its bytes for
 * that long is gone or useless, and its seat is better used by somebody else.
 */
const WRITE_TIMEOUT = 60_000;

/** How often a write is looked at before it is given up; it may take one check longer. */
const STALL_CHECKS = 12;

const nothing = new Uint8Array();

/** One connection's bytes. */
export class Socket {
  readonly #conn: TransportConn;
  readonly #clock: Clock;
  readonly #pace: ReadPacing;
  #events: SocketEvents;
  #queue: Chunk[] = [];
  #unwritten = 0;
  #untold = 0;
  #mark: number | undefined;
  #unconsumed = 0;
  #readAhead = 1;
  #deaf = false;
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
    this.#pace = new ReadPacing(clock, () => this.#readOn());
    this.#events = events;
    this.#readOn();
  }

  /** Says who is told of what happens from now on. */
  subscribe(events: SocketEvents): void {
    this.#events = events;
  }

  /**
   * Says who deals with the bytes from now on: `owed` of those that were read are still with them, and `readAhead` may
   * be. At first it is one read at a time.
   *
   * @param share Where others may have to wait for it.
   */
  handOver(owed: number, readAhead: number, share?: Share): void {
    this.#unconsumed = owed;
    this.#readAhead = readAhead;
    if (share !== undefined) this.#pace.sharedBy(share);
    this.#readOn();
  }

  /** Says that so many bytes have been dealt with. */
  consumed(bytes: number): void {
    this.#unconsumed -= bytes;
    if (this.#unconsumed <= 0) this.#pace.dealtWith();
    this.#readOn();
  }

  /** Reads no more, for good; writing goes on. */
  stopReading(): void {
    this.#deaf = true;
  }

  /** Writes what came before, then this. */
  write(parcel: Chunk): void {
    if (this.#state !== "open") return;
    this.#queue.push(parcel);
    this.#unwritten += parcel.bytes.length;
    this.#writeOn();
  }

  /** The same of a text that nobody waits for. */
  writeText(text: string): void {
    this.write({ bytes: encodeUtf8(text), weight: 0 });
  }

  /** Writes out what is there, then closes. */
  finish(): void {
    if (this.#state !== "open") return;
    this.#state = "finishing";
    this.#cancelClosing = this.#clock.schedule(WRITE_TIMEOUT, () => this.destroy());
    this.#writeOn();
  }

  /** Closes now. */
  destroy(): void {
    if (this.#state === "closed") return;
    this.#state = "closed";
    this.#cancelClosing?.();
    this.#cancelStallCheck?.();
    this.#pace.stop();
    this.#queue = [];
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
    if (this.#deaf || this.#pace.rests) return false;
    return this.#unconsumed < this.#readAhead && this.#unwritten < MAX_UNWRITTEN;
  }

  #readOn(): void {
    if (!this.#reading && this.#mayRead()) this.#read();
  }

  async #read(): Promise<void> {
    this.#reading = true;
    // What is read is given away as it lies there, and the next read goes behind it: a copy of a line would cost more than to read it.
    let free: Uint8Array<ArrayBuffer> = new Uint8Array(this.#pace.size);
    try {
      while (this.#mayRead()) {
        const count = await this.#conn.read(free);
        if (count === null) return this.#endInput(false);
        const size = free.length;
        const bytes = this.#cut(free, count);
        free = free.subarray(count);
        if (this.#state === "open") {
          this.#pace.hasRead(count, size);
          this.#unconsumed += count;
          this.#events.received(bytes);
        }
        const { size: wanted } = this.#pace;
        if (free.length < wanted / 2 || size > wanted) free = new Uint8Array(wanted);
      }
    } catch {
      this.#endInput(true);
    } finally {
      this.#reading = false;
    }
  }

  /**
   * What a read brought. Where nobody deals with it for now it is a copy: it may have to be posted, and that takes all of the
   * memory that a view is of along, a kilobyte for each single byte.
   */
  #cut(read: Uint8Array<ArrayBuffer>, count: number): Uint8Array<ArrayBuffer> {
    const isPart = count < read.buffer.byteLength / 2;
    return isPart && this.#unconsumed >= MUCH_AHEAD
      ? read.slice(0, count)
      : read.subarray(0, count);
  }

  #endInput(lost: boolean): void {
    if (this.#inputEnded) return;
    this.#inputEnded = true;
    this.#events.ended(lost);
    if (this.#state === "lingering") this.destroy();
  }

  #writeOn(): void {
    if (!this.#writing) this.#writeAll();
  }

  async #writeAll(): Promise<void> {
    this.#writing = true;
    try {
      while (this.#queue.length > 0) {
        const parcel = takeBatch(this.#queue);
        for (let left = parcel.bytes; left.length > 0;) {
          this.#writes++;
          if (this.#cancelStallCheck === undefined) this.#checkForStall(0);
          const count = await this.#conn.write(left);
          left = count === left.length ? nothing : left.subarray(count);
        }
        this.#wrote(parcel);
      }
      if (this.#state === "finishing") await this.#linger();
    } catch {
      // The other side is gone: nothing more can be told to it.
      this.destroy();
    } finally {
      this.#writing = false;
    }
  }

  /**
   * Destroys the connection when a write makes no progress. It counts checks, because a clock can be
   * set back. One timer at a time serves all writes: a timer for each would cost more than the write.
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

  #wrote({ bytes, weight, mark, prompt }: Chunk): void {
    this.#unwritten -= bytes.length;
    this.#untold += weight;
    this.#mark = mark ?? this.#mark;
    if (this.#untold >= TELL_EVERY || prompt) this.#tell();
    this.#readOn();
  }

  #tell(): void {
    const [weight, mark] = [this.#untold, this.#mark];
    this.#untold = 0;
    this.#events.written(mark === undefined ? { weight } : { weight, mark });
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
