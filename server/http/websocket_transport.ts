/**
 * A WebSocket as a connection: frames come and go as lines, so that the code for TCP connections
 * serves it too. A WebSocket has no backpressure of its own. This one polls how much is unwritten,
 * and says when it is full, so that its carrier stops.
 *
 * @module
 */

import type { Clock } from "../../actors/runtime/clock.ts";
import type { TransportConn } from "../net/transport.ts";
import { ByteQueue } from "./byte_queue.ts";
import { CLOSE_REASONS, type CloseCode, lineOf, messagesOf } from "./websocket_messages.ts";

/** The members of `WebSocket` that the server uses. */
export type ServerWebSocket =
  & Pick<WebSocket, "readyState" | "bufferedAmount" | "send" | "close">
  & {
    // The handlers of `WebSocket` have a `this` that nothing here uses.
    onopen: ((event: Event) => void) | null;
    onmessage: ((event: MessageEvent) => void) | null;
    onclose: ((event: CloseEvent) => void) | null;
    onerror: ((event: Event) => void) | null;
  };

/** Carries the bytes of a WebSocket to it. */
export interface WebSocketCarrier {
  /** The WebSocket got a message. */
  readonly messageReceived: () => void;
  /** The WebSocket is no longer full. */
  readonly drained: () => void;
  /** The server has said its last word. The connection should end soon. */
  readonly closing: () => void;
}

/** Unread bytes at which the WebSocket is full: four of the longest frames. */
const MAX_UNREAD = 262_144;

/** Unwritten bytes at which writing waits: what a connection writes at once. */
const MAX_UNWRITTEN = 262_144;

/** Milliseconds between two polls of the unwritten bytes. No event says when there are fewer. */
const POLL_EVERY = 5;

const OPEN = 1;
const CLOSED = 3;

/** A connection over a WebSocket. */
export class WebSocketTransport implements TransportConn {
  readonly remoteAddr: TransportConn["remoteAddr"];
  readonly #socket: ServerWebSocket;
  readonly #clock: Clock;
  readonly #carrier: WebSocketCarrier;
  readonly #unread = new ByteQueue();
  #rest: Uint8Array = new Uint8Array();
  /** True when nobody needs further messages. */
  #ignoresInput = false;
  #input: "open" | "ended" | "lost" = "open";
  #changed = Promise.withResolvers<void>();
  readonly #closed = Promise.withResolvers<void>();

  /** @param remoteAddr The address of the client. */
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
    // A close event follows.
    socket.onerror = () => {};
  }

  /** Whether the carrier should stop for now. Messages that nobody needs do not count. */
  get full(): boolean {
    return !this.#ignoresInput && this.#unread.size >= MAX_UNREAD;
  }

  /** Reads what has come, at most `into.length` bytes. */
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
   * Writes all of the bytes, and waits until more may be written.
   *
   * @throws {DOMException} If the WebSocket is closed.
   */
  async write(bytes: Uint8Array): Promise<number> {
    const { messages, rest } = messagesOf(this.#rest, bytes);
    this.#rest = rest;
    for (const message of messages) this.#socket.send(message);
    while (this.#socket.readyState === OPEN && this.#socket.bufferedAmount > MAX_UNWRITTEN) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#clock.schedule(POLL_EVERY, resolve);
      await promise;
    }
    return bytes.length;
  }

  /**
   * Closes the WebSocket, which has no halves. The other side closes in answer, and has then read
   * all that was written before.
   */
  async closeWrite(): Promise<void> {
    this.#close(1000);
    this.#ignoresInput = true;
    this.#carrier.drained();
    await this.#closed.promise;
  }

  /** Closes at once. Our last messages may still be on their way. */
  close(): void {
    this.reject(1000);
  }

  /** Closes at once, and says why: the other side broke the rules, unless it is 1000. */
  reject(code: CloseCode): void {
    this.#close(code);
    this.#ignoresInput = true;
    this.#endInput("lost");
    this.#carrier.closing();
  }

  #close(code: CloseCode): void {
    // A second close does nothing.
    if (this.#socket.readyState !== CLOSED) this.#socket.close(code, CLOSE_REASONS[code]);
  }

  #received(data: unknown): void {
    this.#carrier.messageReceived();
    if (this.#ignoresInput) return;
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
