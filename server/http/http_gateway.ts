/**
 * All that comes over HTTP: receives visits, has them answered, and makes connections of WebSockets, which are then clients as all
 * others are. Requests are read by `Deno.serve`, which takes no connection that was accepted by somebody else: so it has a port of
 * its own on this machine, which visits are carried to. Whoever comes there by another way is sent off.
 *
 * @module
 */

import { type Language, texts } from "../../actors/languages/languages.ts";
import { type Child, describeError, type ExitReason } from "../../actors/runtime/actor.ts";
import type { Clock } from "../../actors/runtime/clock.ts";
import type { TransportConn } from "../net/transport.ts";
import { answerTo, type HttpAnswer, type HttpRequest } from "./routes.ts";
import type { HttpPlatform, HttpServer, IncomingRequest } from "./http_platform.ts";
import type { LoadPage } from "./static_files.ts";
import { securityHeaders } from "./security_headers.ts";
import { HttpConnection, type HttpHandover } from "./http_connection.ts";
import { WebSocketTransport } from "./websocket_transport.ts";

/** What it needs. */
export interface HttpSettings {
  readonly clock: Clock;
  readonly http: HttpPlatform;
  readonly loadPage: LoadPage;
  readonly language: Language;
  readonly allowHosts: readonly string[];
  /** Whether the server is about to stop. */
  readonly isStopping: () => boolean;
  /** Takes in a connection that speaks frames. */
  readonly enter: (conn: TransportConn) => void;
}

/** HTTP on the chat's port. */
export class HttpGateway {
  readonly #settings: HttpSettings;
  /** Those who have not asked yet, by the number of the connection that they will ask over. */
  readonly #visits = new Map<number, HttpConnection>();
  /** Started by the first visit: most chats have none. */
  #server: HttpServer | undefined;
  #exited: ((reason: ExitReason) => void) | undefined;

  constructor(settings: HttpSettings) {
    this.#settings = settings;
  }

  /** Starts receiving. */
  start(exited: (reason: ExitReason) => void): Child {
    this.#exited = exited;
    return {
      stop: () => this.#end({ type: "shutdown" }),
      kill: () => this.#end({ type: "killed" }),
    };
  }

  /** Receives somebody who speaks HTTP. */
  serve(visitor: HttpHandover): HttpConnection {
    let number: number | undefined;
    const closed = () => {
      if (number !== undefined) this.#visits.delete(number);
      visitor.closed();
    };
    return new HttpConnection({ ...visitor, closed }, {
      language: this.#settings.language,
      dial: async (visit) => {
        const { conn, port } = await this.#running().dial();
        number = port;
        this.#visits.set(port, visit);
        return conn;
      },
    });
  }

  /** @throws {TypeError} If it has ended: the visit is told that something went wrong. */
  #running(): HttpServer {
    const exited = this.#exited;
    if (exited === undefined) throw new TypeError("Cannot receive a visit: it has ended");
    if (this.#server !== undefined) return this.#server;
    const server = this.#settings.http.serve((asked) => this.#answer(asked));
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
    const visit = this.#visits.get(port);
    // One request to a visit.
    this.#visits.delete(port);
    if (visit === undefined) return new Response(null, { status: 403 });
    const over = () => visit.answered();
    const { language, allowHosts, isStopping, loadPage } = this.#settings;
    try {
      const page = await loadPage();
      const stopping = isStopping();
      const answer = answerTo(requestOf(request), { language, allowHosts, stopping, page });
      if (answer.type === "webSocket") return this.#upgrade(request, visit);
      completed.then(over, over);
      return responseOf(answer);
    } catch {
      // What it asked for is no WebSocket after all; or a fault of ours, which is none of its business.
      completed.then(over, over);
      return responseOf({
        type: "response",
        status: 400,
        headers: securityHeaders(false),
        body: texts[language].http.badRequest + "\n",
      });
    }
  }

  #upgrade(request: Request, visit: HttpConnection): Response {
    const { http, clock, enter } = this.#settings;
    const { socket, response } = http.upgrade(request);
    const conn = new WebSocketTransport(socket, visit.remoteAddr, clock, visit);
    socket.onopen = () => {
      enter(conn);
      visit.carry(conn);
    };
    visit.upgraded();
    return response;
  }
}

function requestOf({ method, url, headers }: Request): HttpRequest {
  const address = URL.parse(url);
  return {
    method,
    path: address?.pathname ?? null,
    lang: address?.searchParams.get("lang") ?? null,
    host: headers.get("host"),
    origin: headers.get("origin"),
    upgrade: headers.get("upgrade"),
    acceptEncoding: headers.get("accept-encoding"),
    acceptLanguage: headers.get("accept-language"),
    ifNoneMatch: headers.get("if-none-match"),
  };
}

function responseOf(
  { status, headers, body }: Extract<HttpAnswer, { type: "response" }>,
): Response {
  return new Response(body, { status, headers: { ...headers, Connection: "close" } });
}
