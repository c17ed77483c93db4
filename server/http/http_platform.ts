/**
 * What the server needs of somebody who speaks HTTP. `Deno.serve` gives it; the tests' simulated one does too.
 *
 * @module
 */

import type { TransportConn } from "../net/transport.ts";
import type { ServerWebSocket } from "./websocket_transport.ts";

/** A request, and over which connection it came. */
export interface IncomingRequest {
  readonly request: Request;
  /** That connection's number: the other end's port. */
  readonly port: number;
  /** Resolves once the answer has been written, or cannot be. */
  readonly completed: Promise<void>;
}

/** Answers a request. */
export type HttpHandler = (asked: IncomingRequest) => Promise<Response>;

/** Somebody who reads requests and writes answers, reached by nobody but whoever has started it. */
export interface HttpServer {
  /** A new connection to it, with its number. */
  readonly dial: () => Promise<{ readonly conn: TransportConn; readonly port: number }>;
  /** Ends it; connections that are still open are cut. */
  readonly close: () => void;
  /** Resolves, or rejects, when it has ended. */
  readonly finished: Promise<void>;
}

/** What HTTP stands on. */
export interface HttpPlatform {
  readonly serve: (handler: HttpHandler) => HttpServer;
  /**
   * Makes a WebSocket of a request; the response is to be the answer to it.
   *
   * @throws If it asks for none.
   */
  readonly upgrade: (
    request: Request,
  ) => { readonly socket: ServerWebSocket; readonly response: Response };
}
