/**
 * What the server needs of an HTTP server. `deno_http.ts` has the real one, the tests a simulated
 * one.
 *
 * @module
 */

import type { TransportConn } from "../net/transport.ts";
import type { ServerWebSocket } from "./websocket_transport.ts";

/** A request, and the connection that it came over. */
export interface IncomingRequest {
  readonly request: Request;
  /** The port of that connection's other end. */
  readonly port: number;
  /** Settles when the answer is written, or cannot be. */
  readonly completed: Promise<void>;
}

/** Answers a request. */
export type HttpHandler = (incoming: IncomingRequest) => Promise<Response>;

/** A running HTTP server that only this process reaches. */
export interface HttpServer {
  /** Connects to the server. `port` is the local port of the connection. */
  readonly dial: () => Promise<{ readonly conn: TransportConn; readonly port: number }>;
  /** Ends the server, and cuts its open connections. */
  readonly close: () => void;
  /** Settles when the server has ended. */
  readonly finished: Promise<void>;
}

/** Starts HTTP servers and WebSockets. */
export interface HttpPlatform {
  readonly serve: (handler: HttpHandler) => HttpServer;
  /**
   * Makes a WebSocket of a request, which must be answered with `response`.
   *
   * @throws If the request does not ask for one.
   */
  readonly upgrade: (
    request: Request,
  ) => { readonly socket: ServerWebSocket; readonly response: Response };
}
