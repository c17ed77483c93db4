/**
 * Moves bytes between a connection and its actor, and keeps both directions bounded: it reads no further than what has
 * been dealt with allows, and tells what has been written. It knows nothing of what the bytes mean.
 *
 * @module
 */

import type { Clock } from "../actors/runtime/clock.ts";
import { encodeText } from "../actors/runtime/short_text.ts";
import { concatenate } from "./bytes.ts";
import { Pace, type Share } from "./pace.ts";
import type { TransportConn } from "./transport.ts";

/** What a socket tells. */
export interface SocketEvents {
  /** What one read brought; the bytes are the receiver's own. */
  readonly received: (bytes: Uint8Array) => void;
  /** No more will come; `lost`: the connection broke. Told once. */
  readonly ended: (lost: boolean) => void;
  /** So much has left since it was last told, and all up to the last mark. */
  readonly written: (account: Account) => void;
  /** The connection is closed. Told once, and last. */
  readonly closed: () => void;
}

/** What is told back of bytes once they have left. */
export interface Account {
  readonly weight: number;
  /** Which they are the last of; it grows. */
  readonly mark?: number;
}

/** What to write. */
export interface Parcel extends Account {
  readonly bytes: Uint8Array;
  /** Whether it is told at once that it left, not now and then. */
  readonly prompt?: boolean;
}

/**
 * Bytes not yet written at which its client is read no more: who doesn't listen isn't answered without end. Twice what a
 * room sends ahead (`WINDOW`): a slow line that takes that is to be read, or nobody would hear what its client has.
 */
const MAX_UNWRITTEN = 524_288;

/** Bytes that are put together for one write. */
const WRITE_TOGETHER = 131_072;

/** Weight after which it is told that it left, where nobody waits to hear: an account now and then costs nothing. */
const TELL_EVERY = 65_536;

/**
 * Milliseconds from our end of the connection to the closing of all of it. What the client still sends is read
 * meanwhile and dropped: unread, it would make the kernel reset the connection, and our last words be lost.
 */
const LINGER = 500;

/** Milliseconds that one write may take, and the last ones together: a line that takes a minute for a page is dead. */
const PATIENCE = 60_000;

/** Bytes read ahead from which on nobody seems to deal with them for now: some lines of chat, or one read of a quiet client. */
const MUCH_AHEAD = 2_048;

/** One connection's bytes. */
export class Socket {
  readonly #conn: TransportConn;
  readonly #clock: Clock;
  readonly #pace: Pace;
  #events: SocketEvents;
  #queue: Parcel[] = [];
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
  #patience = () => {};
  /** When the last write began, and whether a timer will look at how long it takes. */
  #writtenAt = 0;
  #watched = false;
  #unwatch = () => {};

  constructor(conn: TransportConn, clock: Clock, events: SocketEvents) {
    this.#conn = conn;
    this.#clock = clock;
    this.#pace = new Pace(clock, () => this.#readOn());
    this.#events = events;
    this.#readOn();
  }

  /** Says who is told of what happens from now on. */
  tell(events: SocketEvents): void {
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
  write(parcel: Parcel): void {
    if (this.#state !== "open") return;
    this.#queue.push(parcel);
    this.#unwritten += parcel.bytes.length;
    this.#writeOn();
  }

  /** The same of a text that nobody waits for. */
  writeText(text: string): void {
    this.write({ bytes: encodeText(text), weight: 0 });
  }

  /** Writes out what is there, then closes. */
  finish(): void {
    if (this.#state !== "open") return;
    this.#state = "finishing";
    this.#patience = this.#clock.schedule(PATIENCE, () => this.destroy());
    this.#writeOn();
  }

  /** Closes now. */
  destroy(): void {
    if (this.#state === "closed") return;
    this.#state = "closed";
    this.#patience();
    this.#unwatch();
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

  async #readOn(): Promise<void> {
    if (this.#reading) return;
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
   * memory that a view is of along, two kilobytes for each single byte.
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

  async #writeOn(): Promise<void> {
    if (this.#writing) return;
    this.#writing = true;
    try {
      while (this.#queue.length > 0) await this.#writeSome();
      if (this.#state === "finishing") await this.#linger();
    } catch {
      // The other side is gone: nothing more can be told to it.
      this.destroy();
    } finally {
      this.#writing = false;
    }
  }

  async #writeSome(): Promise<void> {
    const parcel = takeTogether(this.#queue);
    const { bytes, weight, mark, prompt } = parcel;
    for (let left = bytes; left.length > 0;) left = left.subarray(await this.#write(left));
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

  /** Writes some, unless the other side takes nothing for too long: its place is then better used. */
  async #write(bytes: Uint8Array): Promise<number> {
    this.#writtenAt = this.#clock.now();
    // A timer for each write would cost more than the write: there is one, which looks at the last.
    if (!this.#watched) this.#watch(PATIENCE);
    return await this.#conn.write(bytes);
  }

  #watch(ms: number): void {
    this.#watched = true;
    this.#unwatch = this.#clock.schedule(ms, () => {
      this.#watched = false;
      if (!this.#writing) return;
      const left = this.#writtenAt + PATIENCE - this.#clock.now();
      if (left > 0) this.#watch(left);
      else this.destroy();
    });
  }

  async #linger(): Promise<void> {
    this.#state = "lingering";
    await this.#conn.closeWrite();
    if (this.#inputEnded) return this.destroy();
    this.#patience();
    this.#patience = this.#clock.schedule(LINGER, () => this.destroy());
    this.#readOn();
  }
}

/** Takes from the queue's front, where there is something, what is written at once. */
function takeTogether(queue: Parcel[]): Parcel {
  // There is one: whoever calls has looked.
  const first = queue[0] as Parcel;
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
  const parcels = queue.splice(0, count);
  const bytes = count === 1 ? first.bytes : concatenate(parcels.map((parcel) => parcel.bytes));
  return mark === undefined ? { bytes, weight, prompt } : { bytes, weight, mark, prompt };
}
