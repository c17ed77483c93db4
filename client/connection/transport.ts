/**
 * How frames travel between the client and a server. The driver works over this interface alone:
 * TCP (`terminal/tcp_transport.ts`) and WebSocket (`web/websocket_transport.ts`) implement it.
 *
 * The transport calls a handler instead of being an async iterable: a WebSocket cannot be told to
 * wait, so iterating over it would only add a queue.
 *
 * @module
 */

import type { Line } from "../../actors/encoding/line_decoder.ts";

/** One attempt to reach a server, and the connection that comes of it. */
export interface Transport {
  /**
   * Sends one frame, as `encodeFrame` writes it. Does nothing before `onOpened` or after the end.
   */
  readonly send: (frame: string) => void;
  /** Gives up the attempt or the connection, with everything that is still on its way. */
  readonly close: () => void;
}

/** Gets the events of one attempt. A transport that its user has closed may send no more. */
export interface TransportHandler {
  readonly onOpened: () => void;
  /** Lines arrived. Each should be a frame. */
  readonly onReceived: (lines: readonly Line[]) => void;
  /** The attempt failed, or nothing more comes. Called once, and last. */
  readonly onClosed: () => void;
}

/** Begins an attempt. It calls the handler only after it has returned. */
export type OpenTransport = (handler: TransportHandler) => Transport;
