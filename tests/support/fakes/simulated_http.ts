/**
 * A simulated HTTP server in place of `Deno.serve`. It reads a head, has it answered, and writes
 * status, headers and body. A message of its WebSockets is a line. It checks nothing.
 *
 * @module
 */

import type { HttpHandler, HttpPlatform, HttpServer } from "../../../server/http/http_platform.ts";
import { FakeWebSocket } from "./fake_web_socket.ts";
import { Pipe } from "./simulated_network.ts";

/** An HTTP server that a test controls. */
export class SimulatedHttp implements HttpPlatform {
  /** How often it was started. */
  started = 0;
  /** Whether its WebSockets open. */
  opens = true;
  readonly #running = new Set<PromiseWithResolvers<void>>();
  #ports = 40_000;
  #handler: HttpHandler = () => Promise.reject(new TypeError("It was never started"));
  #upgraded: FakeWebSocket | undefined;

  readonly serve = (handler: HttpHandler): HttpServer => {
    this.started++;
    this.#handler = handler;
    const ended = Promise.withResolvers<void>();
    this.#running.add(ended);
    return {
      finished: ended.promise,
      close: () => {
        this.#running.delete(ended);
        ended.resolve();
      },
      dial: () => Promise.resolve(this.#dial(handler)),
    };
  };

  readonly upgrade: HttpPlatform["upgrade"] = () => {
    this.#upgraded = new FakeWebSocket();
    return { socket: this.#upgraded, response: new Response("upgraded") };
  };

  /** How many servers run. */
  get running(): number {
    return this.#running.size;
  }

  /** Makes the running servers fail. */
  fail(): void {
    for (const { reject } of this.#running) reject(new Error("HTTP is out"));
    this.#running.clear();
  }

  /** Sends a request over a connection that is no relay. */
  async intrude(): Promise<Response> {
    const asked = { request: new Request("http://localhost/"), port: 1 };
    return await this.#handler({ ...asked, completed: Promise.resolve() });
  }

  #dial(handler: HttpHandler) {
    const port = this.#ports++;
    const back = new Pipe();
    const decoder = new TextDecoder();
    let text = "";
    let webSocket: FakeWebSocket | undefined;
    let asked = false;

    const answer = async () => {
      const completed = Promise.withResolvers<void>();
      const response = await handler({ request: parse(text), port, completed: completed.promise });
      webSocket = this.#upgraded;
      this.#upgraded = undefined;
      if (webSocket === undefined) {
        await writeTo(back, await written(response));
        completed.resolve();
        return;
      }
      text = "";
      if (this.opens) open(webSocket, back);
    };
    return {
      port,
      conn: {
        remoteAddr: { hostname: "127.0.0.1", port: 1 },
        read: (into: Uint8Array) => back.read(into),
        write: (bytes: Uint8Array) => {
          text += decoder.decode(bytes, { stream: true });
          if (webSocket !== undefined) {
            const lines = text.split("\n");
            text = lines.pop() ?? "";
            for (const line of lines) webSocket.receive(line);
          } else if (!asked && text.includes("\r\n\r\n")) {
            asked = true;
            void answer();
          }
          return Promise.resolve(bytes.length);
        },
        closeWrite: () => {
          webSocket?.end(false);
          back.end();
          return Promise.resolve();
        },
        close: () => {
          webSocket?.end(false);
          back.reset();
        },
      },
    };
  }
}

function parse(text: string): Request {
  const [line = "", ...lines] = text.split("\r\n\r\n")[0]?.split("\r\n") ?? [];
  const [method, target = ""] = line.split(" ");
  const headers = new Headers(
    lines.map((header): [string, string] => {
      const [name = "", value = ""] = header.split(": ");
      return [name, value];
    }),
  );
  return new Request(`http://localhost${target}`, { ...(method ? { method } : {}), headers });
}

async function written(response: Response): Promise<string> {
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return `HTTP/1.1 ${response.status} \r\n${headers}\r\n${await response.text()}`;
}

/** Sends messages as lines, and answers a close with a close. */
function open(webSocket: FakeWebSocket, back: Pipe): void {
  let last: Promise<void> = writeTo(back, "HTTP/1.1 101 \r\n\r\n");
  const after = (run: () => void | Promise<void>) => void (last = last.then(run, () => {}));
  webSocket.toClient = {
    sent: (text) =>
      after(async () => {
        await writeTo(back, text + "\n");
        webSocket.bufferedAmount -= text.length;
      }),
    closed: (code) =>
      after(async () => {
        await writeTo(back, `closed ${code}\n`);
        webSocket.end(true);
        back.end();
      }),
  };
  webSocket.open();
}

async function writeTo(pipe: Pipe, text: string): Promise<void> {
  let bytes = new TextEncoder().encode(text);
  while (bytes.length > 0) bytes = bytes.slice(await pipe.write(bytes));
}
