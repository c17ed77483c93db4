/**
 * A WebSocket as the connection that it stands for: frames come and go as lines, so that whatever serves a TCP connection
 * serves this one. It keeps both directions bounded, as far as a WebSocket lets it: how much waits to be written it has to
 * ask, and that it is full it can only tell whoever carries the bytes.
 *
 * @module
 */

import type { Clock } from "../../actors/runtime/clock.ts";
import type { TransportConn } from "../net/transport.ts";
import { ByteQueue } from "./byte_queue.ts";
import { CLOSE_REASONS, type CloseCode, lineOf, messagesOf } from "./websocket_messages.ts";

/** What is used of a `WebSocket`. */
export type ServerWebSocket =
  & Pick<WebSocket, "readyState" | "bufferedAmount" | "send" | "close">
  & {
    // What they are told besides is of no use here.
    onopen: ((event: Event) => void) | null;
    onmessage: ((event: MessageEvent) => void) | null;
    onclose: ((event: CloseEvent) => void) | null;
    onerror: ((event: Event) => void) | null;
  };

/** Whoever carries its bytes. */
export interface WebSocketCarrier {
  /** A message has come. */
  readonly messageReceived: () => void;
  /** It has room again for what comes. */
  readonly drained: () => void;
  /** Nothing more is said here: goes away by itself, or else soon. */
  readonly closing: () => void;
}

/** Bytes that have come and nobody has read at which no more are to be carried here: four of the longest frames. */
const MAX_UNREAD = 262_144;

/** Bytes not yet written at which writing waits: what a connection writes at once. */
const MAX_UNWRITTEN = 262_144;

/** Milliseconds between two looks at how much waits: nothing tells when there is less. */
const LOOK_EVERY = 5;

const OPEN = 1;
const CLOSED = 3;

/** A connection over a WebSocket. */
export class WebSocketTransport implements TransportConn {
  readonly remoteAddr: TransportConn["remoteAddr"];
  readonly #socket: ServerWebSocket;
  readonly #clock: Clock;
  readonly #carrier: WebSocketCarrier;
  readonly #unread = new ByteQueue();
  #unended: Uint8Array = new Uint8Array();
  /** Whether what still comes is of no use to anybody. */
  #deaf = false;
  #input: "open" | "ended" | "lost" = "open";
  #changed = Promise.withResolvers<void>();
  readonly #closed = Promise.withResolvers<void>();

  /** @param remoteAddr Where its client is. */
  constructor(
    socket: ServerWebSocket,
    remoteAddr: TransportConn["remoteAddr"],
    clock: Clock,
    carrier: WebSocketCarrier,
  ) {
    this.remoteAddr = remoteAddr;
    this.#socket = socket;
    this.#clock = clock;
    this.#carrier = carrier;
    socket.onmessage = ({ data }) => this.#received(data);
    socket.onclose = ({ wasClean }) => {
      this.#endInput(wasClean ? "ended" : "lost");
      this.#closed.resolve();
    };
    // It is closed next.
    socket.onerror = () => {};
  }

  /** Whether no more is to be carried here for now. What is not wanted any more fills nothing. */
  get full(): boolean {
    return !this.#deaf && this.#unread.size >= MAX_UNREAD;
  }

  /** Reads what has come, as much as there is place for. */
  async read(into: Uint8Array<ArrayBuffer>): Promise<number | null> {
    while (this.#unread.size === 0) {
      if (this.#input === "ended") return null;
      if (this.#input === "lost") throw new Deno.errors.ConnectionReset("The WebSocket broke");
      await this.#changed.promise;
    }
    const wasFull = this.full;
    const count = this.#unread.take(into);
    if (wasFull && !this.full) this.#carrier.drained();
    return count;
  }

  /**
   * Writes all of it, once there is place for more.
   *
   * @throws {DOMException} If the WebSocket is closed.
   */
  async write(bytes: Uint8Array): Promise<number> {
    const { messages, rest } = messagesOf(this.#unended, bytes);
    this.#unended = rest;
    for (const message of messages) this.#socket.send(message);
    while (this.#socket.readyState === OPEN && this.#socket.bufferedAmount > MAX_UNWRITTEN) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#clock.schedule(LOOK_EVERY, resolve);
      await promise;
    }
    return bytes.length;
  }

  /**
   * Says that all is said. A WebSocket has no halves: the other side ends its own in answer, and has then read all that was
   * written before.
   */
  async closeWrite(): Promise<void> {
    this.#close(1000);
    this.#deaf = true;
    this.#carrier.drained();
    await this.#closed.promise;
  }

  /** Is done with it. What it said last may still be on its way. */
  close(): void {
    this.#part(1000);
  }

  /** Lets nothing more in: the other side keeps to no rules. */
  reject(code: Exclude<CloseCode, 1000>): void {
    this.#part(code);
  }

  #part(code: CloseCode): void {
    this.#close(code);
    this.#deaf = true;
    this.#endInput("lost");
    this.#carrier.closing();
  }

  #close(code: CloseCode): void {
    // More than once does nothing.
    if (this.#socket.readyState !== CLOSED) this.#socket.close(code, CLOSE_REASONS[code]);
  }

  #received(data: unknown): void {
    this.#carrier.messageReceived();
    if (this.#deaf) return;
    const line = lineOf(data);
    if (typeof line === "number") return this.reject(line);
    this.#unread.push(line);
    this.#wake();
  }

  #endInput(how: "ended" | "lost"): void {
    if (this.#input === "open") this.#input = how;
    this.#wake();
  }

  #wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}
