/**
 * A bad network between clients and a server: it relays bytes, and after a while closes a
 * connection, resets it, truncates what it relays, or goes silent without telling either end. It
 * must not know what the bytes mean.
 *
 * @module
 */

import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import type { SeededRandom } from "./seeded_random.ts";

/** A way to cut a connection. `truncated` relays part of a chunk before it closes or resets. */
export type Cut = "closed" | "reset" | "truncated" | "silent";

/** Milliseconds that a connection lives before it is cut. */
const MIN_LIFE = 300;
const MAX_LIFE = 1_200;

/**
 * Cumulative percentages of the cuts; the rest are resets. Silence is rare, because clients are
 * slow to notice it. Truncation is common, because a cut loses nothing unless bytes are on their
 * way.
 */
const SILENT = 5;
const CLOSED = 15;
const TRUNCATED = 75;

/** A TCP proxy that cuts connections. */
export class ChaosProxy implements AsyncDisposable {
  /** Cuts made so far, by kind. */
  readonly cuts: Record<Cut, number> = { closed: 0, reset: 0, truncated: 0, silent: 0 };
  /** Whether the proxy cuts connections by itself. */
  cutsConnections = false;
  readonly #server: Server;
  readonly #serverPort: number;
  readonly #random: SeededRandom;
  readonly #connections = new Set<ProxiedConnection>();
  #isDown = false;
  #sending = Promise.withResolvers<void>();

  private constructor(server: Server, serverPort: number, random: SeededRandom) {
    this.#server = server;
    this.#serverPort = serverPort;
    this.#random = random;
    server.on("connection", (client) => this.#take(client));
  }

  /** Listens on a free port, and relays to a port of this machine. */
  static async start(serverPort: number, random: SeededRandom): Promise<ChaosProxy> {
    // Half-open, so that the proxy can relay a half-close.
    const server = createServer({ allowHalfOpen: true, noDelay: true });
    const { promise: listening, resolve } = Promise.withResolvers<void>();
    server.listen(0, "127.0.0.1", resolve);
    await listening;
    return new ChaosProxy(server, serverPort, random);
  }

  /** The port that clients connect to. */
  get port(): number {
    // It listens on a port, not on a path.
    return (this.#server.address() as AddressInfo).port;
  }

  /** All cuts made so far. */
  get cutCount(): number {
    return Object.values(this.cuts).reduce((sum, count) => sum + count, 0);
  }

  /** Resolves at the next bytes from a client. */
  async untilClientSends(): Promise<void> {
    await this.#sending.promise;
  }

  /** Resets all connections, and refuses new ones. */
  goDown(): void {
    this.#isDown = true;
    for (const connection of this.#connections) connection.cut("reset");
  }

  /** Accepts connections again. */
  comeUp(): void {
    this.#isDown = false;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    this.#server.close(() => resolve());
    for (const connection of this.#connections) connection.destroy();
    await closed;
  }

  #take(client: Socket): void {
    if (this.#isDown) return void client.destroy();
    // While the server restarts, this fails, and the client's connection closes with it.
    const server = connect({
      port: this.#serverPort,
      host: "127.0.0.1",
      allowHalfOpen: true,
      noDelay: true,
    });
    const connection: ProxiedConnection = new ProxiedConnection(
      client,
      server,
      this.#random,
      () => {
        clearTimeout(timer);
        this.#connections.delete(connection);
      },
    );
    this.#connections.add(connection);
    client.on("data", () => {
      this.#sending.resolve();
      this.#sending = Promise.withResolvers();
    });
    let timer: ReturnType<typeof setTimeout>;
    const scheduleCut = () => {
      timer = setTimeout(() => {
        if (!this.cutsConnections) return scheduleCut();
        const cut = this.#chooseCut();
        this.cuts[cut]++;
        connection.cut(cut);
      }, this.#random.between(MIN_LIFE, MAX_LIFE));
    };
    scheduleCut();
  }

  #chooseCut(): Cut {
    const chance = this.#random.between(1, 100);
    if (chance <= SILENT) return "silent";
    if (chance <= CLOSED) return "closed";
    return chance <= TRUNCATED ? "truncated" : "reset";
  }
}

/** One connection through the proxy: two sockets, and the bytes between them. */
class ProxiedConnection {
  readonly #sockets: readonly [client: Socket, server: Socket];
  readonly #random: SeededRandom;
  readonly #onClosed: () => void;
  #isSilent = false;
  #truncatesNext = false;

  constructor(client: Socket, server: Socket, random: SeededRandom, onClosed: () => void) {
    this.#sockets = [client, server];
    this.#random = random;
    this.#onClosed = onClosed;
    this.#relay(client, server);
    this.#relay(server, client);
  }

  cut(cut: Cut): void {
    switch (cut) {
      case "closed":
        return this.destroy();
      case "reset":
        return this.#reset();
      case "truncated":
        this.#truncatesNext = true;
        return;
      case "silent":
        this.#isSilent = true;
    }
  }

  destroy(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #reset(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  #relay(from: Socket, to: Socket): void {
    from.on("data", (bytes) => {
      if (this.#isSilent) return;
      if (this.#truncatesNext) return this.#truncate(bytes, to);
      if (!to.write(bytes)) from.pause();
    });
    to.on("drain", () => from.resume());
    from.on("end", () => {
      if (this.#isSilent) from.destroy();
      else to.end();
    });
    // `close` follows every error.
    from.on("error", () => {});
    from.on("close", () => {
      if (this.#sockets.every(({ destroyed }) => destroyed)) this.#onClosed();
      // A silent network does not report that the other end is gone.
      else if (!this.#isSilent) to.destroy();
    });
  }

  /** Relays part of the bytes, then cuts the connection. */
  #truncate(bytes: Uint8Array, to: Socket): void {
    this.#isSilent = true;
    const part = bytes.subarray(0, this.#random.between(0, bytes.length - 1));
    to.write(part, () => this.#random.next() < 0.5 ? this.destroy() : this.#reset());
  }
}
