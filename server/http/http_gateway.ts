/**
 * The HTTP side of the chat's port. It has requests answered and turns WebSockets into connections,
 * which are then clients like all others. `Deno.serve` reads the requests. It takes no connection
 * that somebody else accepted, so it listens on a port of this machine, and clients are relayed
 * there. It answers 403 to connections that come to that port by another way.
 *
 * @module
 */

import { type Language, texts } from "../../actors/languages/languages.ts";
import { type Child, describeError, type ExitReason } from "../../actors/runtime/actor.ts";
import type { Clock } from "../../actors/runtime/clock.ts";
import type { TransportConn } from "../net/transport.ts";
import { answerTo, type HttpAnswer } from "./routes.ts";
import type { HttpPlatform, HttpServer, IncomingRequest } from "./http_platform.ts";
import type { LoadPage } from "./static_files.ts";
import { securityHeaders } from "./security_headers.ts";
import { HttpConnection, type HttpHandover } from "./http_connection.ts";
import { WebSocketTransport } from "./websocket_transport.ts";

/** What the gateway needs. */
export interface HttpSettings {
  readonly clock: Clock;
  readonly http: HttpPlatform;
  readonly loadPage: LoadPage;
  readonly language: Language;
  readonly allowHosts: readonly string[];
  /** Whether the server is stopping. */
  readonly isStopping: () => boolean;
  /** Accepts a connection that speaks frames. */
  readonly accept: (conn: TransportConn) => void;
}

/** HTTP on the chat's port. */
export class HttpGateway {
  readonly #settings: HttpSettings;
  /** Connections that have no answer yet, by the local port of their relay. */
  readonly #connections = new Map<number, HttpConnection>();
  /** Started by the first request. Most chats have none. */
  #server: HttpServer | undefined;
  #exited: ((reason: ExitReason) => void) | undefined;

  constructor(settings: HttpSettings) {
    this.#settings = settings;
  }

  /** Starts serving. */
  start(exited: (reason: ExitReason) => void): Child {
    this.#exited = exited;
    return {
      stop: () => this.#end({ type: "shutdown" }),
      kill: () => this.#end({ type: "killed" }),
    };
  }

  /** Serves a client that speaks HTTP. */
  serve(client: HttpHandover): HttpConnection {
    let localPort: number | undefined;
    const closed = () => {
      if (localPort !== undefined) this.#connections.delete(localPort);
      client.closed();
    };
    return new HttpConnection({ ...client, closed }, {
      language: this.#settings.language,
      dial: async (connection) => {
        const { conn, port } = await this.#runningServer().dial();
        localPort = port;
        this.#connections.set(port, connection);
        return conn;
      },
    });
  }

  /** @throws {TypeError} If the gateway has ended; the client is told that something failed. */
  #runningServer(): HttpServer {
    if (this.#exited === undefined) throw new TypeError("Cannot serve HTTP: the gateway has ended");
    if (this.#server !== undefined) return this.#server;
    const server = this.#settings.http.serve((incoming) => this.#answer(incoming));
    this.#server = server;
    const ended = (error: unknown) => {
      if (this.#server === server) this.#end({ type: "crashed", error: describeError(error) });
    };
    server.finished.then(() => ended("It ended by itself"), ended);
    return server;
  }

  #end(reason: ExitReason): void {
    const [server, exited] = [this.#server, this.#exited];
    this.#server = undefined;
    this.#exited = undefined;
    server?.close();
    exited?.(reason);
  }

  async #answer({ request, port, completed }: IncomingRequest): Promise<Response> {
    const connection = this.#connections.get(port);
    // A connection has one request.
    this.#connections.delete(port);
    if (connection === undefined) return new Response(null, { status: 403 });
    const answered = () => connection.answered();
    const { language, allowHosts, isStopping, loadPage } = this.#settings;
    try {
      const page = await loadPage();
      const stopping = isStopping();
      const answer = answerTo(request, { language, allowHosts, stopping, page });
      if (answer.type === "webSocket") return this.#upgrade(request, connection);
      completed.then(answered, answered);
      return responseOf(answer);
    } catch {
      // The request asks for no WebSocket after all, or we failed, which the client need not know.
      completed.then(answered, answered);
      return responseOf({
        type: "response",
        status: 400,
        headers: securityHeaders(false),
        body: texts[language].http.badRequest + "\n",
      });
    }
  }

  #upgrade(request: Request, connection: HttpConnection): Response {
    const { http, clock, accept } = this.#settings;
    const { socket, response } = http.upgrade(request);
    const conn = new WebSocketTransport(socket, connection.remoteAddr, clock, connection);
    socket.onopen = () => {
      accept(conn);
      connection.carry(conn);
    };
    connection.upgraded();
    return response;
  }
}

function responseOf(
  { status, headers, body }: Extract<HttpAnswer, { type: "response" }>,
): Response {
  return new Response(body, { status, headers: { ...headers, Connection: "close" } });
}
