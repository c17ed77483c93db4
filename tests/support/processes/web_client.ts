/**
 * HTTP clients on real sockets: Deno's WebSocket, and bytes that no browser would send.
 *
 * @module
 */

import { RealClient } from "./real_client.ts";
import { Transcript } from "./transcript.ts";

/** A WebSocket client. */
export class WebSocketClient implements Disposable {
  /** The messages, each as a line. */
  readonly received = new Transcript();
  /** Resolves with how it was closed. */
  readonly closed: Promise<CloseEvent>;
  readonly #socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    const { promise, resolve } = Promise.withResolvers<CloseEvent>();
    this.closed = promise;
    socket.onmessage = ({ data }) => this.received.add(`${data}\n`);
    socket.onclose = (event) => {
      this.received.end();
      resolve(event);
    };
  }

  /** Opens a WebSocket. */
  static async open(port: number): Promise<WebSocketClient> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    socket.onopen = () => resolve();
    socket.onerror = () => reject(new Error("Cannot open a WebSocket"));
    await promise;
    socket.onerror = () => {};
    return new WebSocketClient(socket);
  }

  /** Opens a WebSocket, joins, and waits for the welcome. */
  static async join(port: number, name: string): Promise<WebSocketClient> {
    const client = await WebSocketClient.open(port);
    client.send({ type: "hello", version: 1, name });
    await client.received.until(`"type":"welcome"`);
    return client;
  }

  /** Bytes that have not left. */
  get waiting(): number {
    return this.#socket.bufferedAmount;
  }

  /** Sends a frame, a text or bytes. */
  send(what: Record<string, unknown> | string | Uint8Array<ArrayBuffer>): void {
    const isData = typeof what === "string" || what instanceof Uint8Array;
    this.#socket.send(isData ? what : JSON.stringify(what));
  }

  [Symbol.dispose](): void {
    if (this.#socket.readyState < WebSocket.CLOSING) this.#socket.close();
  }
}

/** Sends a request, and returns all that comes until the connection closes. */
export async function request(
  port: number,
  line: string,
  headers: Readonly<Record<string, string>> = {},
  more = "",
): Promise<string> {
  using client = await RealClient.connect(port);
  const lines = Object.entries({ Host: `127.0.0.1:${port}`, ...headers }).map(([name, value]) =>
    `${name}: ${value}`
  );
  // The server may answer and close before it has read everything.
  await client.send([line, ...lines, "", more].join("\r\n")).catch(() => {});
  return await client.received.untilEnd();
}

/** The headers that ask for a WebSocket. */
export const UPGRADE = {
  Connection: "Upgrade",
  Upgrade: "websocket",
  "Sec-WebSocket-Version": "13",
  "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
};

/** A client's message as it goes over the wire, masked with zeros. */
export function masked(text: string): Uint8Array {
  const payload = new TextEncoder().encode(text);
  const { length } = payload;
  const size = length < 126 ? [0x80 | length] : [0xfe, length >> 8, length & 0xff];
  return new Uint8Array([0x81, ...size, 0, 0, 0, 0, ...payload]);
}
