/**
 * A network in memory with the faults of real ones: bytes cut anywhere, halves that end, resets,
 * readers that stall. It needs no time: everything has happened after {@linkcode settled}.
 *
 * @module
 */

import type { TransportConn, TransportListener } from "../../../server/net/transport.ts";
import { settled } from "./settled.ts";

/** Bytes on their way in one direction at most, as in a kernel's buffers. */
const IN_FLIGHT = 65_536;

/** One direction of a connection. */
export class Pipe {
  #chunks: Uint8Array[] = [];
  #size = 0;
  #state: "open" | "ended" | "reset" = "open";
  #changed = Promise.withResolvers<void>();

  get size(): number {
    return this.#size;
  }

  async write(bytes: Uint8Array): Promise<number> {
    while (this.#state === "open" && this.#size >= IN_FLIGHT) await this.#changed.promise;
    if (this.#state !== "open") {
      throw new Deno.errors.BrokenPipe("Cannot write: the pipe is broken");
    }
    // A kernel too takes only what fits its buffer.
    const part = bytes.slice(0, IN_FLIGHT - this.#size);
    this.#chunks.push(part);
    this.#size += part.length;
    this.#wake();
    return part.length;
  }

  async read(into: Uint8Array): Promise<number | null> {
    while (this.#size === 0) {
      if (this.#state === "reset") {
        throw new Deno.errors.ConnectionReset("Connection reset by peer");
      }
      if (this.#state === "ended") return null;
      await this.#changed.promise;
    }
    const [chunk = new Uint8Array(), ...rest] = this.#chunks;
    const part = chunk.subarray(0, into.length);
    into.set(part);
    const left = chunk.subarray(part.length);
    this.#chunks = left.length > 0 ? [left, ...rest] : rest;
    this.#size -= part.length;
    this.#wake();
    return part.length;
  }

  end(): void {
    if (this.#state === "open") this.#state = "ended";
    this.#wake();
  }

  /** Breaks the pipe. As with TCP, bytes that arrived can still be read. */
  reset(): void {
    this.#state = "reset";
    this.#wake();
  }

  #wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}

/** The client of a connection. */
export class SimulatedClient {
  readonly #toServer: Pipe;
  readonly #fromServer: Pipe;
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder();
  #text = "";
  #closed = false;
  #stalled = Promise.withResolvers<void>();

  constructor(toServer: Pipe, fromServer: Pipe) {
    this.#toServer = toServer;
    this.#fromServer = fromServer;
    this.#stalled.resolve();
    this.#readOn();
  }

  /** Everything that the server sent. */
  get text(): string {
    return this.#text;
  }

  /** The lines that the server sent. */
  get lines(): string[] {
    return this.#text.split("\n").slice(0, -1);
  }

  /** The frames that the server sent. */
  get frames(): Record<string, unknown>[] {
    return this.lines.map((line) => JSON.parse(line));
  }

  /** Whether the server has ended the connection. */
  get closed(): boolean {
    return this.#closed;
  }

  /** Bytes that the server has not read. */
  get unread(): number {
    return this.#toServer.size;
  }

  /** Sends bytes, a text or a frame. */
  async send(what: string | Uint8Array | Record<string, unknown>): Promise<void> {
    let bytes = what instanceof Uint8Array
      ? what
      : this.#encoder.encode(typeof what === "string" ? what : JSON.stringify(what) + "\n");
    while (bytes.length > 0) bytes = bytes.subarray(await this.#toServer.write(bytes));
    await settled();
  }

  /** Ends the client's half. */
  async end(): Promise<void> {
    this.#toServer.end();
    await settled();
  }

  /** Breaks the connection. */
  async reset(): Promise<void> {
    this.#toServer.reset();
    this.#fromServer.reset();
    await settled();
  }

  /** Stops reading until {@linkcode resume}. */
  stall(): void {
    this.#stalled = Promise.withResolvers();
  }

  /** Reads on. */
  async resume(): Promise<void> {
    this.#stalled.resolve();
    await settled();
  }

  async #readOn(): Promise<void> {
    const buffer = new Uint8Array(IN_FLIGHT);
    try {
      for (;;) {
        await this.#stalled.promise;
        const count = await this.#fromServer.read(buffer);
        if (count === null) break;
        this.#text += this.#decoder.decode(buffer.subarray(0, count), { stream: true });
      }
    } catch {
      // The test reset the connection.
    }
    this.#closed = true;
  }
}

/** A port that tests connect to. */
export class SimulatedNetwork {
  #waiting: TransportConn[] = [];
  #arrived = Promise.withResolvers<void>();
  #failures: Error[] = [];
  #open = false;
  #ports = 50_000;
  /** Connections that the server has not closed. */
  connections = 0;

  /** Binds the port. */
  readonly listen = (): TransportListener => {
    if (this.#open) throw new Deno.errors.AddrInUse("Address already in use");
    this.#open = true;
    return {
      addr: { hostname: "127.0.0.1", port: 65_432 },
      accept: () => this.#accept(),
      close: () => {
        this.#open = false;
        this.#arrived.resolve();
      },
    };
  };

  /** Whether the port is bound. */
  get open(): boolean {
    return this.#open;
  }

  /** Makes the next accept fail. */
  async fail(error: Error): Promise<void> {
    this.#failures.push(error);
    this.#arrived.resolve();
    await settled();
  }

  /** Connects from `hostname`. */
  async connect(hostname = "127.0.0.1"): Promise<SimulatedClient> {
    const toServer = new Pipe();
    const fromServer = new Pipe();
    let closed = false;
    this.connections++;
    this.#waiting.push({
      remoteAddr: { hostname, port: this.#ports++ },
      read: (into) => toServer.read(into),
      write: (bytes) => fromServer.write(bytes),
      closeWrite: () => Promise.resolve(fromServer.end()),
      close: () => {
        if (closed) throw new Deno.errors.BadResource("Bad resource ID");
        closed = true;
        this.connections--;
        fromServer.end();
        toServer.reset();
      },
    });
    this.#arrived.resolve();
    const client = new SimulatedClient(toServer, fromServer);
    await settled();
    return client;
  }

  async #accept(): Promise<TransportConn> {
    for (;;) {
      const failure = this.#failures.shift();
      if (failure !== undefined) throw failure;
      const conn = this.#waiting.shift();
      if (conn !== undefined) return conn;
      if (!this.#open) throw new Deno.errors.BadResource("Listener has been closed");
      await this.#arrived.promise;
      this.#arrived = Promise.withResolvers();
    }
  }
}
