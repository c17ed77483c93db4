/**
 * A client of the load, plain or framed. It sends numbered texts, counts those that it receives,
 * and keeps the protocol: it acks, and answers pings.
 *
 * @module
 */

import type { Dialect } from "../../../actors/messages/connection.ts";

/** Milliseconds without a byte after which {@linkcode LoadClient.until} gives up. */
const SILENCE_LIMIT = 10_000;

/** Makes a text about as long as a short sentence. */
const FILLER = "blåbærsyltetøy på øya";

const encoder = new TextEncoder();

/** A connection to the server, and what has come over it. */
export class LoadClient {
  readonly dialect: Dialect;
  /** Texts that have arrived. */
  received = 0;
  /** The highest number among them; -1 before the first. */
  last = -1;
  /** Texts that arrived after one with the same or a higher number. */
  disordered = 0;
  /** How many of its own texts the server has accepted, which it tells framed clients alone. */
  accepted = 0;
  /** Gets the number of each text as it arrives. */
  onText: (number: number) => void = () => {};

  readonly #conn: Deno.TcpConn;
  #lines = 0;
  #sending: Promise<unknown> = Promise.resolve();
  #ended = false;
  #wake = () => {};

  private constructor(conn: Deno.TcpConn, dialect: Dialect) {
    this.#conn = conn;
    this.dialect = dialect;
    this.#readAll();
  }

  /**
   * Connects, and joins as a framed client. A plain client joins a little later, when the server
   * takes its silence for a plain client's.
   *
   * @throws {Error} If the server does not let it in.
   */
  static async join(
    port: number,
    dialect: Dialect,
    name: string,
    room = "main",
  ): Promise<LoadClient> {
    const conn = await Deno.connect({ hostname: "127.0.0.1", port });
    conn.setNoDelay(true);
    const client = new LoadClient(conn, dialect);
    if (dialect === "plain") return client;
    client.#sendFrame({ type: "hello", version: 1, name, room });
    if (!await client.hasLine()) throw new Error(`${name} cannot join ${room}`);
    return client;
  }

  /** Resolves when the server has said anything: its welcome, or that the other client is there. */
  hasLine(): Promise<boolean> {
    return this.until(() => this.#lines > 0);
  }

  /** Sends texts with these numbers in one piece. Resolves when the kernel has them. */
  say(first: number, count: number): Promise<unknown> {
    let text = "";
    for (let number = first; number < first + count; number++) {
      text += this.dialect === "plain"
        ? `tekst ${number} ${FILLER}\n`
        : `{"type":"say","id":"t${number}","text":"tekst ${number} ${FILLER}"}\n`;
    }
    return this.#send(text);
  }

  /**
   * Resolves when `done` is true, which it checks after each read.
   *
   * @returns `false` if the connection ended, or no byte came for too long.
   */
  async until(done: () => boolean): Promise<boolean> {
    while (!done() && !this.#ended) {
      const { promise, resolve } = Promise.withResolvers<boolean>();
      const timer = setTimeout(resolve, SILENCE_LIMIT, true);
      this.#wake = () => resolve(false);
      const isSilent = await promise;
      clearTimeout(timer);
      if (isSilent) break;
    }
    return done();
  }

  /** Leaves its seat, and waits until the server has closed the connection. */
  async leave(): Promise<void> {
    this.#sendFrame({ type: "leave" });
    await this.until(() => false);
    this.#conn.close();
  }

  async #readAll(): Promise<void> {
    const decoder = new TextDecoder();
    const buffer = new Uint8Array(65_536);
    let rest = "";
    try {
      for (let size; (size = await this.#conn.read(buffer)) !== null;) {
        const lines = (rest + decoder.decode(buffer.subarray(0, size), { stream: true }))
          .split("\n");
        rest = lines.pop() ?? "";
        this.#take(lines);
        this.#wake();
      }
    } catch {
      // The server reset the connection, or this side closed it.
    }
    this.#ended = true;
    this.#wake();
  }

  #take(lines: readonly string[]): void {
    this.#lines += lines.length;
    if (this.dialect === "plain") return lines.forEach((line) => this.#count(line));
    let seq: number | undefined;
    for (const line of lines) {
      const frame = JSON.parse(line);
      if (frame.type === "said") this.#count(frame.text);
      if (frame.type === "accepted") this.accepted++;
      else if (typeof frame.seq === "number" && frame.type !== "delivered") seq = frame.seq;
      if (frame.type === "ping") this.#sendFrame({ type: "pong", n: frame.n });
    }
    // The project's own clients do the same: one ack for all that one read brought.
    if (seq !== undefined) this.#sendFrame({ type: "ack", seq });
  }

  #count(text: string): void {
    const [, digits] = /tekst (\d+) /.exec(text) ?? [];
    if (digits === undefined) return;
    const number = Number(digits);
    this.received++;
    if (number > this.last) this.last = number;
    else this.disordered++;
    this.onText(number);
  }

  #sendFrame(frame: unknown): void {
    this.#send(JSON.stringify(frame) + "\n");
  }

  #send(text: string): Promise<unknown> {
    const bytes = encoder.encode(text);
    return this.#sending = this.#sending.then(async () => {
      for (let sent = 0; sent < bytes.length;) {
        sent += await this.#conn.write(bytes.subarray(sent));
      }
    }).catch(() => {}); // The connection is closed: `until` says so.
  }
}
