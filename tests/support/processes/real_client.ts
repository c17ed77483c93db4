/**
 * A chat client on a real socket, for tests of a real server.
 *
 * @module
 */

import { Transcript } from "./transcript.ts";

/** A client on a real socket. */
export class RealClient implements Disposable {
  readonly received = new Transcript();
  readonly #conn: Deno.TcpConn;

  private constructor(conn: Deno.TcpConn) {
    this.#conn = conn;
    this.#readOn();
  }

  /** Connects to a port of this machine. */
  static async connect(port: number): Promise<RealClient> {
    return new RealClient(await Deno.connect({ hostname: "127.0.0.1", port }));
  }

  /** Joins with frames, and waits for the welcome. */
  static async join(port: number, name: string, room = "main"): Promise<RealClient> {
    const client = await RealClient.connect(port);
    try {
      await client.send(JSON.stringify({ type: "hello", version: 1, name, room }) + "\n");
      await client.received.until(`"type":"welcome"`);
      return client;
    } catch (error) {
      client[Symbol.dispose]();
      throw error;
    }
  }

  /** The client's address, as the server shows it. */
  get address(): string {
    const { hostname, port } = this.#conn.localAddr as Deno.NetAddr;
    return `${hostname}:${port}`;
  }

  /** Sends bytes or text. */
  async send(what: string | Uint8Array): Promise<void> {
    let bytes = typeof what === "string" ? new TextEncoder().encode(what) : what;
    while (bytes.length > 0) bytes = bytes.subarray(await this.#conn.write(bytes));
  }

  /** Ends the client's half. */
  async end(): Promise<void> {
    await this.#conn.closeWrite();
  }

  [Symbol.dispose](): void {
    try {
      this.#conn.close();
    } catch {
      // It closed by itself.
    }
  }

  async #readOn(): Promise<void> {
    const buffer = new Uint8Array(65_536);
    const decoder = new TextDecoder();
    try {
      for (let count; (count = await this.#conn.read(buffer)) !== null;) {
        this.received.add(decoder.decode(buffer.subarray(0, count), { stream: true }));
      }
    } catch {
      // The server reset the connection, or we closed it.
    }
    this.received.end();
  }
}
