/**
 * Carries bytes both ways between a client's socket and a connection inside this machine, for a
 * part of Deno that accepts connections only from its own port. It must not know what the bytes
 * mean.
 *
 * @module
 */

import { concatenate } from "../../actors/encoding/bytes.ts";
import type { Socket } from "./socket.ts";
import type { TransportConn } from "./transport.ts";

/** Bytes that one read brings back. */
const BRING_BACK = 65_536;

/** Carries the bytes of one client. The socket's owner passes its events on to the relay. */
export class LoopbackRelay {
  readonly #socket: Socket;
  readonly #inner: TransportConn;
  readonly #forwarded: (bytes: number) => void;
  /** Bytes for the inner connection. */
  #waiting: Uint8Array = new Uint8Array();
  #isForwarding = false;
  #inputEnded = false;
  #closed = false;
  #written = () => {};

  /** @param forwarded Called with how many bytes the inner connection has taken. */
  constructor(socket: Socket, inner: TransportConn, forwarded: (bytes: number) => void) {
    this.#socket = socket;
    this.#inner = inner;
    this.#forwarded = forwarded;
  }

  /** Sends the client's bytes to the inner connection, behind those that wait. */
  forward(bytes: Uint8Array): void {
    this.#waiting = this.#waiting.length === 0 ? bytes : concatenate([this.#waiting, bytes]);
    void this.#forwardAll();
  }

  /** The client sends no more: ends the inner connection's half after what waits. */
  endInput(): void {
    this.#inputEnded = true;
    void this.#forwardAll();
  }

  /** Asks the inner connection to end, since the client needs no more of it. */
  endInner(): void {
    // It may be closed already.
    this.#inner.closeWrite().catch(() => {});
  }

  /** Brings everything that the inner connection says to the client, then finishes the socket. */
  async bringBack(): Promise<void> {
    try {
      for (;;) {
        const buffer = new Uint8Array(BRING_BACK);
        const count = await this.#inner.read(buffer);
        if (count === null || this.#closed) break;
        const { promise, resolve } = Promise.withResolvers<void>();
        this.#written = resolve;
        this.#socket.write({ bytes: buffer.subarray(0, count), weight: count, prompt: true });
        await promise;
      }
    } catch {
      // The inner connection broke. The client gets what came before.
    }
    this.#socket.finish();
  }

  /** The socket has written what it was given. */
  written(): void {
    this.#written();
  }

  /** The socket is closed: closes the inner connection too. */
  close(): void {
    this.#closed = true;
    this.#written();
    try {
      this.#inner.close();
    } catch {
      // It closed by itself.
    }
  }

  async #forwardAll(): Promise<void> {
    if (this.#isForwarding) return;
    this.#isForwarding = true;
    try {
      while (this.#waiting.length > 0 && !this.#closed) {
        const bytes = this.#waiting;
        this.#waiting = new Uint8Array();
        await writeAll(this.#inner, bytes);
        this.#forwarded(bytes.length);
      }
      if (this.#inputEnded && !this.#closed) await this.#inner.closeWrite();
    } catch {
      // The inner connection closed, which ends `bringBack`.
    } finally {
      this.#isForwarding = false;
    }
  }
}

/** Writes all of the bytes, however few one write takes. */
export async function writeAll(conn: TransportConn, bytes: Uint8Array): Promise<void> {
  for (let left = bytes; left.length > 0;) left = left.subarray(await conn.write(left));
}
