/**
 * One connection that speaks HTTP. It collects the head of the one request within bounds, has the
 * HTTP server answer it, and then either closes or carries a WebSocket. It must not know what the
 * request says.
 *
 * @module
 */

import { concatenate } from "../../actors/encoding/bytes.ts";
import { type Language, texts } from "../../actors/languages/languages.ts";
import { MAX_FRAME_BYTES } from "../../actors/protocol/limits.ts";
import type { Clock } from "../../actors/runtime/clock.ts";
import { httpResponse, type HttpStatus } from "../../actors/session/http_refusal.ts";
import { LoopbackRelay, writeAll } from "../net/loopback_relay.ts";
import type { Socket } from "../net/socket.ts";
import type { TransportConn } from "../net/transport.ts";
import { headEnd, MAX_HEAD_BYTES } from "./request_head.ts";
import type { WebSocketCarrier, WebSocketTransport } from "./websocket_transport.ts";

/** Milliseconds for a client to send the request's head. Browsers send it at once. */
export const HEAD_TIME = 10_000;

/** Milliseconds for the whole answer to leave, the same as for the last bytes of any connection. */
export const ANSWER_TIME = 60_000;

/** Milliseconds from the answer to an open WebSocket. Nothing is on the way between them. */
export const OPEN_TIME = 10_000;

/** Milliseconds for a closed WebSocket to go away by itself. Both sides have said so by then. */
export const CLOSE_TIME = 1_000;

/** Bytes that the socket reads ahead of what the relay has forwarded. */
const READ_AHEAD = 65_536;

/**
 * Bytes that a WebSocket may take without a message coming out of them. Deno would collect 64 MiB
 * of one message. This many of the longest frames may be on their way.
 */
export const MAX_UNHEARD = 16 * MAX_FRAME_BYTES;

/** Milliseconds to wait for a message beyond that bound. All of a good message is there by then. */
export const HEAR_TIME = 5_000;

/** What a connection hands over when its client turns out to speak HTTP. */
export interface HttpHandover {
  /** The bytes so far, and whether the client sends no more. */
  readonly received: Uint8Array;
  readonly inputEnded: boolean;
  readonly remoteAddr: TransportConn["remoteAddr"];
  readonly socket: Socket;
  readonly clock: Clock;
  readonly closed: () => void;
}

/** What serves the connection's request. */
export interface HttpBackend {
  readonly language: Language;
  /** Connects to the HTTP server. */
  readonly dial: (connection: HttpConnection) => Promise<TransportConn>;
}

/** A client's connection, from the request line until it closes. */
export class HttpConnection implements WebSocketCarrier {
  readonly #client: HttpHandover;
  readonly #backend: HttpBackend;
  #phase: "head" | "answering" | "webSocket" | "closed" = "head";
  /** The head, and later what followed it and no WebSocket has taken. */
  #received: Uint8Array;
  /** Bytes that have no end of the head in them. */
  #searched = 0;
  #inputEnded: boolean;
  #relay: LoopbackRelay | undefined;
  #webSocket: WebSocketTransport | undefined;
  /** Forwarded bytes that the socket still counts as read ahead. */
  #unconsumed = 0;
  /** Forwarded bytes since the WebSocket's last message. */
  #unheard = 0;
  #isClosing = false;
  #cancelDeadline = () => {};

  /** Takes over the client's socket. */
  constructor(client: HttpHandover, backend: HttpBackend) {
    this.#client = client;
    this.#backend = backend;
    this.#received = client.received;
    this.#inputEnded = client.inputEnded;
    client.socket.subscribe({
      received: (bytes) => this.#receive(bytes),
      ended: () => this.#endInput(),
      written: () => this.#relay?.written(),
      closed: () => this.#closed(),
    });
    this.#setDeadline(HEAD_TIME, () => this.#refuse("408 Request Timeout", "headTooSlow"));
    client.socket.handOver(client.received.length, READ_AHEAD);
    this.#findHead();
  }

  /** Where the client is. */
  get remoteAddr(): TransportConn["remoteAddr"] {
    return this.#client.remoteAddr;
  }

  /** The whole answer is written, and no WebSocket follows. */
  answered(): void {
    this.#relay?.endInner();
  }

  /** The answer is written, and a WebSocket should follow. */
  upgraded(): void {
    this.#setDeadline(OPEN_TIME, () => this.#client.socket.destroy());
  }

  /** The WebSocket is open: carries what follows the head to it. */
  carry(webSocket: WebSocketTransport): void {
    if (this.#phase !== "answering") return webSocket.close();
    this.#cancelDeadline();
    this.#phase = "webSocket";
    this.#webSocket = webSocket;
    this.#client.socket.handOver(this.#received.length, READ_AHEAD);
    if (this.#received.length > 0) this.#relay?.forward(this.#received);
    this.#received = new Uint8Array();
    if (this.#inputEnded) this.#relay?.endInput();
  }

  messageReceived(): void {
    const wasLate = this.#unheard > MAX_UNHEARD;
    this.#unheard = 0;
    if (!wasLate) return;
    if (!this.#isClosing) this.#cancelDeadline();
    this.#readOn();
  }

  drained(): void {
    this.#readOn();
  }

  closing(): void {
    if (this.#isClosing) return;
    this.#isClosing = true;
    this.#setDeadline(CLOSE_TIME, () => this.#client.socket.destroy());
    // The client's own close frame is behind what it still sends.
    this.#readOn();
  }

  /** The server stops. An answer goes on, and the owner of a WebSocket closes it. */
  stop(): void {
    if (this.#phase === "head") this.#refuse("503 Service Unavailable", "stopping");
  }

  #receive(bytes: Uint8Array): void {
    if (this.#phase === "webSocket") return this.#relay?.forward(bytes);
    this.#received = concatenate(
      this.#received.length === 0 ? [bytes] : [this.#received, bytes],
    );
    this.#findHead();
  }

  #findHead(): void {
    if (this.#phase !== "head") return;
    const end = headEnd(this.#received, this.#searched);
    this.#searched = this.#received.length;
    if ((end === -1 ? this.#searched : end) > MAX_HEAD_BYTES) {
      return this.#refuse("431 Request Header Fields Too Large", "headTooLong");
    }
    if (end !== -1) void this.#request(end);
    else if (this.#inputEnded) this.#client.socket.finish();
    else this.#client.socket.handOver(0, READ_AHEAD);
  }

  async #request(end: number): Promise<void> {
    this.#phase = "answering";
    const { socket } = this.#client;
    this.#setDeadline(ANSWER_TIME, () => socket.destroy());
    const head = this.#received.subarray(0, end);
    this.#received = this.#received.slice(end);
    try {
      const inner = await this.#backend.dial(this);
      this.#relay = new LoopbackRelay(socket, inner, (bytes) => this.#forwarded(bytes));
      if (this.#isClosed()) return this.#relay.close();
      await writeAll(inner, head);
    } catch {
      return this.#refuse("503 Service Unavailable", "failed");
    }
    // A client that sends no more may still read.
    await this.#relay.bringBack();
  }

  #forwarded(bytes: number): void {
    // The head was counted when the answer began.
    if (this.#phase !== "webSocket") return;
    this.#unconsumed += bytes;
    this.#unheard += bytes;
    if (this.#unheard > MAX_UNHEARD && !this.#isClosing) {
      this.#setDeadline(HEAR_TIME, () => this.#webSocket?.reject(1009));
    }
    this.#readOn();
  }

  /**
   * Reads on, unless the WebSocket has more than enough. A WebSocket that closes drops what comes.
   */
  #readOn(): void {
    if (this.#webSocket?.full || this.#unheard > MAX_UNHEARD) return;
    const bytes = this.#unconsumed;
    this.#unconsumed = 0;
    if (bytes > 0) this.#client.socket.consumed(bytes);
  }

  #endInput(): void {
    this.#inputEnded = true;
    if (this.#phase === "head") this.#findHead();
    else if (this.#phase === "webSocket") this.#relay?.endInput();
  }

  #refuse(status: HttpStatus, why: "headTooSlow" | "headTooLong" | "stopping" | "failed"): void {
    const { socket } = this.#client;
    socket.writeText(httpResponse(status, texts[this.#backend.language].http[why]));
    socket.finish();
    this.#cancelDeadline();
    // What still comes is not read as a head.
    if (this.#phase === "head") this.#phase = "answering";
  }

  #closed(): void {
    this.#phase = "closed";
    this.#cancelDeadline();
    this.#relay?.close();
    this.#client.closed();
  }

  /** A method, because the phase changes during an `await` and the compiler would not know. */
  #isClosed(): boolean {
    return this.#phase === "closed";
  }

  #setDeadline(ms: number, overdue: () => void): void {
    this.#cancelDeadline();
    this.#cancelDeadline = this.#isClosed() ? () => {} : this.#client.clock.schedule(ms, overdue);
  }
}
