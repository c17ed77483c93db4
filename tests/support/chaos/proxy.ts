/**
 * A network between clients and a server, as bad as one likes: it passes bytes on, and after a while it closes a
 * connection, resets it, tears it in the middle of what is passed, or falls silent without a word to either end. It does
 * not know what the bytes mean.
 *
 * @module
 */

import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import type { Dice } from "./dice.ts";

/** What can be done to a connection. */
export type Cut = "closed" | "reset" | "torn" | "silent";

/** Milliseconds that a connection holds. */
const LEAST_LIFE = 300;
const MOST_LIFE = 1_200;

/**
 * A die of a hundred sides: up to which each cut is made, and above all it is a reset. Silence takes the client long to
 * notice, so it is rare; most are torn, since where nothing is on its way nothing can be lost.
 */
const SILENT = 5;
const CLOSED = 15;
const TORN = 75;

/** The network. */
export class ChaosProxy implements AsyncDisposable {
  /** How often each was done. */
  readonly cuts: Record<Cut, number> = { closed: 0, reset: 0, torn: 0, silent: 0 };
  /** Whether connections are cut. */
  isRough = false;
  readonly #server: Server;
  readonly #serverPort: number;
  readonly #dice: Dice;
  readonly #passages = new Set<Passage>();
  #isDown = false;
  #speaking = Promise.withResolvers<void>();

  private constructor(server: Server, serverPort: number, dice: Dice) {
    this.#server = server;
    this.#serverPort = serverPort;
    this.#dice = dice;
    server.on("connection", (client) => this.#take(client));
  }

  /** Opens the way to a server of this machine. */
  static async start(serverPort: number, dice: Dice): Promise<ChaosProxy> {
    // A half that has ended is passed on as such.
    const server = createServer({ allowHalfOpen: true, noDelay: true });
    const { promise: listening, resolve } = Promise.withResolvers<void>();
    server.listen(0, "127.0.0.1", resolve);
    await listening;
    return new ChaosProxy(server, serverPort, dice);
  }

  /** Where clients connect. */
  get port(): number {
    // It listens on a port, not on a path.
    return (this.#server.address() as AddressInfo).port;
  }

  /** Cuts that were made. */
  get cutCount(): number {
    return Object.values(this.cuts).reduce((sum, count) => sum + count, 0);
  }

  /** Resolves as soon as a client sends something more. */
  async untilSpoken(): Promise<void> {
    await this.#speaking.promise;
  }

  /** Cuts all that passes, and lets nothing pass any more. */
  goDown(): void {
    this.#isDown = true;
    for (const passage of this.#passages) passage.cut("reset");
  }

  /** Lets pass again what comes from now on. */
  comeUp(): void {
    this.#isDown = false;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    this.#server.close(() => resolve());
    for (const passage of this.#passages) passage.destroy();
    await closed;
  }

  #take(client: Socket): void {
    if (this.#isDown) return void client.destroy();
    // A server that is being started anew is not there: what comes meanwhile is closed.
    const server = connect({
      port: this.#serverPort,
      host: "127.0.0.1",
      allowHalfOpen: true,
      noDelay: true,
    });
    const passage: Passage = new Passage(client, server, this.#dice, () => {
      clearTimeout(timer);
      this.#passages.delete(passage);
    });
    this.#passages.add(passage);
    client.on("data", () => {
      this.#speaking.resolve();
      this.#speaking = Promise.withResolvers();
    });
    let timer: ReturnType<typeof setTimeout>;
    const live = () => {
      timer = setTimeout(() => {
        if (!this.isRough) return live();
        const cut = this.#chooseCut();
        this.cuts[cut]++;
        passage.cut(cut);
      }, this.#dice.between(LEAST_LIFE, MOST_LIFE));
    };
    live();
  }

  #chooseCut(): Cut {
    const chance = this.#dice.between(1, 100);
    if (chance <= SILENT) return "silent";
    if (chance <= CLOSED) return "closed";
    return chance <= TORN ? "torn" : "reset";
  }
}

/** One connection through it: two sockets, and what passes between them. */
class Passage {
  readonly #sockets: readonly [client: Socket, server: Socket];
  readonly #dice: Dice;
  readonly #gone: () => void;
  #silent = false;
  #tears = false;

  constructor(client: Socket, server: Socket, dice: Dice, gone: () => void) {
    this.#sockets = [client, server];
    this.#dice = dice;
    this.#gone = gone;
    this.#pass(client, server);
    this.#pass(server, client);
  }

  cut(cut: Cut): void {
    switch (cut) {
      case "closed":
        return this.destroy();
      case "reset":
        return this.#reset();
      case "torn":
        this.#tears = true;
        return;
      case "silent":
        this.#silent = true;
    }
  }

  destroy(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #reset(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  #pass(from: Socket, to: Socket): void {
    from.on("data", (bytes) => {
      if (this.#silent) return;
      if (this.#tears) return this.#tear(bytes, to);
      if (!to.write(bytes)) from.pause();
    });
    to.on("drain", () => from.resume());
    from.on("end", () => {
      if (this.#silent) from.destroy();
      else to.end();
    });
    // What became of the other end tells all there is to tell.
    from.on("error", () => {});
    from.on("close", () => {
      if (this.#sockets.every(({ destroyed }) => destroyed)) this.#gone();
      // Who lost its network hears nothing of the other's end.
      else if (!this.#silent) to.destroy();
    });
  }

  /** Lets a part of the bytes through, and then nothing. */
  #tear(bytes: Uint8Array, to: Socket): void {
    this.#silent = true;
    const part = bytes.subarray(0, this.#dice.between(0, bytes.length - 1));
    to.write(part, () => this.#dice.throw() < 0.5 ? this.destroy() : this.#reset());
  }
}
