/**
 * One connection that speaks HTTP: gathers the head of its request within bounds, has it answered by whoever reads HTTP, and
 * carries bytes between the two. There is one request to a connection, and no more of it is passed on than its head, unless a
 * WebSocket comes of it. What any of it says it does not know.
 *
 * @module
 */

import { httpResponse, type HttpStatus } from "../../actors/session/http_refusal.ts";
import { MAX_FRAME_BYTES } from "../../actors/protocol/limits.ts";
import { type Language, texts } from "../../actors/languages/languages.ts";
import type { Clock } from "../../actors/runtime/clock.ts";
import { concatenate } from "../../actors/encoding/bytes.ts";
import type { Socket } from "../net/socket.ts";
import type { TransportConn } from "../net/transport.ts";
import { headEnd, MAX_HEAD_BYTES } from "./request_head.ts";
import type { Carrier, WebSocketTransport } from "./websocket_transport.ts";

/** Milliseconds that a request's head may take: browsers send theirs at once. */
export const HEAD_TIME = 10_000;

/** Milliseconds until all of the answer has left, as long as the last bytes of any connection have. */
export const ANSWER_TIME = 60_000;

/** Milliseconds from the answer to a WebSocket that is open: nothing is to come in between. */
export const OPEN_TIME = 10_000;

/** Milliseconds that a WebSocket which is done with has to go away by itself: both sides have said so, or will not. */
export const PARTING_TIME = 1_000;

/** Bytes that are read ahead of what has been passed on. */
const READ_AHEAD = 65_536;

/** Bytes that are brought back at once. */
const BRING_BACK = 65_536;

/**
 * Bytes passed on to a WebSocket of which no message has come, at which no more are: on the way there is one, or it is too long,
 * and Deno would gather 64 MiB of it. So many of the longest frames may be on their way.
 */
export const MAX_UNHEARD = 16 * MAX_FRAME_BYTES;

/** Milliseconds until it is taken to be too long: all of a good one is there, and has only to be looked at. */
export const HEAR_TIME = 5_000;

/** Who visits, and what the visit needs. */
export interface HttpHandover {
  /** What it has sent so far, and whether it will send no more. */
  readonly received: Uint8Array;
  readonly inputEnded: boolean;
  readonly remoteAddr: TransportConn["remoteAddr"];
  readonly socket: Socket;
  readonly clock: Clock;
  /** It is over. */
  readonly closed: () => void;
}

/** What the visit needs of whoever receives it. */
export interface HttpBackend {
  readonly language: Language;
  /** A connection to whoever reads HTTP. */
  readonly dial: (visit: HttpConnection) => Promise<TransportConn>;
}

/** One visit, from the request line to the closing of the connection. */
export class HttpConnection implements Carrier {
  readonly #visitor: HttpHandover;
  readonly #reception: HttpBackend;
  #phase: "asking" | "asked" | "carrying" | "over" = "asking";
  /** What has come and was not passed on: the head first, and later what follows it. */
  #waiting: Uint8Array;
  #looked = 0;
  #inner: TransportConn | undefined;
  #webSocket: WebSocketTransport | undefined;
  #passing = false;
  /** Passed on, and not yet said to be. */
  #owed = 0;
  #unheard = 0;
  #parting = false;
  #inputEnded: boolean;
  #written = () => {};
  #cancelDeadline = () => {};

  /** Takes over the visitor's socket. */
  constructor(visitor: HttpHandover, reception: HttpBackend) {
    this.#visitor = visitor;
    this.#reception = reception;
    this.#waiting = visitor.received;
    this.#inputEnded = visitor.inputEnded;
    visitor.socket.subscribe({
      received: (bytes) => this.#received(bytes),
      ended: () => this.#ended(),
      written: () => this.#written(),
      closed: () => this.#closed(),
    });
    this.#within(HEAD_TIME, () => this.#refuse("408 Request Timeout", "headTooSlow"));
    visitor.socket.handOver(visitor.received.length, READ_AHEAD);
    this.#lookOn();
  }

  /** Where the visitor is. */
  get remoteAddr(): TransportConn["remoteAddr"] {
    return this.#visitor.remoteAddr;
  }

  /** It is answered, by something other than a WebSocket, and all of that is written: nothing more is asked. */
  answered(): void {
    // It may be closed already.
    this.#inner?.closeWrite().catch(() => {});
  }

  /** It is answered by what is to become a WebSocket, soon. */
  upgraded(): void {
    this.#within(OPEN_TIME, () => this.#visitor.socket.destroy());
  }

  /** The WebSocket is open: what follows the head is for that. */
  carry(webSocket: WebSocketTransport): void {
    if (this.#phase !== "asked") return webSocket.close();
    this.#cancelDeadline();
    this.#phase = "carrying";
    this.#webSocket = webSocket;
    this.#visitor.socket.handOver(this.#waiting.length, READ_AHEAD);
    void this.#passOn();
  }

  heard(): void {
    const waited = this.#unheard > MAX_UNHEARD;
    this.#unheard = 0;
    if (!waited) return;
    if (!this.#parting) this.#cancelDeadline();
    this.#settle();
  }

  drained(): void {
    this.#settle();
  }

  letGo(): void {
    if (this.#parting) return;
    this.#parting = true;
    this.#within(PARTING_TIME, () => this.#visitor.socket.destroy());
    // What it still sends is carried to its end, or nobody would hear that it has closed.
    this.#settle();
  }

  /** The server stops: whoever is being answered is, and a WebSocket's end is for whoever talks over it to say. */
  stop(): void {
    if (this.#phase === "asking") this.#refuse("503 Service Unavailable", "stopping");
  }

  #received(bytes: Uint8Array): void {
    this.#waiting = concatenate(this.#waiting.length === 0 ? [bytes] : [this.#waiting, bytes]);
    if (this.#phase === "carrying") void this.#passOn();
    else this.#lookOn();
  }

  #lookOn(): void {
    if (this.#phase !== "asking") return;
    const end = headEnd(this.#waiting, this.#looked);
    this.#looked = this.#waiting.length;
    if (Math.max(end, end === -1 ? this.#looked : 0) > MAX_HEAD_BYTES) {
      return this.#refuse("431 Request Header Fields Too Large", "headTooLong");
    }
    if (end !== -1) void this.#ask(end);
    else if (this.#inputEnded) this.#visitor.socket.finish();
    else this.#visitor.socket.handOver(0, READ_AHEAD);
  }

  async #ask(end: number): Promise<void> {
    this.#phase = "asked";
    this.#within(ANSWER_TIME, () => this.#visitor.socket.destroy());
    const head = this.#waiting.subarray(0, end);
    this.#waiting = this.#waiting.slice(end);
    try {
      const inner = await this.#reception.dial(this);
      this.#inner = inner;
      if (this.#isOver()) return inner.close();
      await writeAll(inner, head);
    } catch {
      return this.#refuse("503 Service Unavailable", "failed");
    }
    // Whoever sends no more may still want to read: only a WebSocket has no use for that.
    await this.#bringBack(this.#inner);
  }

  /** Brings the answer, and whatever comes after it, to the visitor; one piece at a time. */
  async #bringBack(inner: TransportConn): Promise<void> {
    const { socket } = this.#visitor;
    try {
      for (;;) {
        const buffer = new Uint8Array(BRING_BACK);
        const count = await inner.read(buffer);
        if (count === null || this.#isOver()) break;
        const { promise, resolve } = Promise.withResolvers<void>();
        this.#written = resolve;
        socket.write({ bytes: buffer.subarray(0, count), weight: count, prompt: true });
        await promise;
      }
    } catch {
      // Cut: what has come of the answer is all there is.
    }
    socket.finish();
  }

  /** Passes on what has come for the WebSocket. */
  async #passOn(): Promise<void> {
    const [inner, webSocket] = [this.#inner, this.#webSocket];
    if (this.#passing || inner === undefined || webSocket === undefined) return;
    this.#passing = true;
    try {
      while (this.#waiting.length > 0 && this.#phase === "carrying") {
        const bytes = this.#waiting;
        this.#waiting = new Uint8Array();
        await writeAll(inner, bytes);
        this.#owed += bytes.length;
        this.#unheard += bytes.length;
        if (this.#unheard > MAX_UNHEARD && !this.#parting) {
          this.#within(HEAR_TIME, () => webSocket.reject(1009));
        }
        this.#settle();
      }
      if (this.#inputEnded && this.#phase === "carrying") await inner.closeWrite();
    } catch {
      // Closed from the other end, which is brought back.
    } finally {
      this.#passing = false;
    }
  }

  /** Reads on, unless the WebSocket has more than enough; what comes after the goodbyes it drops. */
  #settle(): void {
    if (this.#webSocket?.full || this.#unheard > MAX_UNHEARD) return;
    const owed = this.#owed;
    this.#owed = 0;
    if (owed > 0) this.#visitor.socket.consumed(owed);
  }

  #ended(): void {
    this.#inputEnded = true;
    if (this.#phase === "asking") this.#lookOn();
    else if (this.#phase === "carrying") void this.#passOn();
  }

  #refuse(status: HttpStatus, why: "headTooSlow" | "headTooLong" | "stopping" | "failed"): void {
    const { socket } = this.#visitor;
    const answer = httpResponse(status, texts[this.#reception.language].http[why]);
    socket.writeText(answer);
    socket.finish();
    this.#cancelDeadline();
    // Nothing that still comes is looked at.
    if (this.#phase === "asking") this.#phase = "asked";
  }

  #closed(): void {
    this.#phase = "over";
    this.#cancelDeadline();
    this.#written();
    try {
      this.#inner?.close();
    } catch {
      // Closed by itself.
    }
    this.#visitor.closed();
  }

  /** A method, since what is awaited changes it and the compiler would not know. */
  #isOver(): boolean {
    return this.#phase === "over";
  }

  #within(ms: number, otherwise: () => void): void {
    this.#cancelDeadline();
    this.#cancelDeadline = this.#phase === "over"
      ? () => {}
      : this.#visitor.clock.schedule(ms, otherwise);
  }
}

async function writeAll(conn: TransportConn, bytes: Uint8Array): Promise<void> {
  for (let left = bytes; left.length > 0;) left = left.subarray(await conn.write(left));
}
