/**
 * The server's end of a WebSocket. The test plays its client and the network.
 *
 * @module
 */

import type { ServerWebSocket } from "../../../server/http/websocket_transport.ts";

const [OPEN, CLOSING, CLOSED] = [1, 2, 3] as const;

/** A WebSocket that a test controls. */
export class FakeWebSocket implements ServerWebSocket {
  readyState: WebSocket["readyState"] = 0;
  bufferedAmount = 0;
  onopen: ServerWebSocket["onopen"] = null;
  onmessage: ServerWebSocket["onmessage"] = null;
  onclose: ServerWebSocket["onclose"] = null;
  onerror: ServerWebSocket["onerror"] = null;
  /** The messages that were sent. */
  readonly sent: string[] = [];
  /** The code of our close. */
  closedWith: number | undefined;
  /** Receives what the server sends. */
  toClient: { readonly sent: (text: string) => void; readonly closed: (code: number) => void } = {
    sent: () => {},
    closed: () => {},
  };

  send(text: string): void {
    if (this.readyState !== OPEN) throw new DOMException("readyState not OPEN");
    this.sent.push(text);
    this.bufferedAmount += text.length;
    this.toClient.sent(text);
  }

  close(code = 1005): void {
    if (this.readyState >= CLOSING) return;
    this.readyState = CLOSING;
    this.closedWith = code;
    this.toClient.closed(code);
  }

  /** Opens it. */
  open(): this {
    this.readyState = OPEN;
    this.onopen?.(new Event("open"));
    return this;
  }

  /** The client sends a message. */
  receive(data: unknown): void {
    if (this.readyState === CLOSED) return;
    this.onmessage?.(new MessageEvent("message", { data }));
  }

  /** Closes it, or breaks it. */
  end(wasClean: boolean): void {
    if (this.readyState === CLOSED) return;
    this.readyState = CLOSED;
    this.onclose?.(new CloseEvent("close", { wasClean }));
  }
}
