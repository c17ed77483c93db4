/**
 * The server's end of a WebSocket, with the test in the place of its client and of the network between.
 *
 * @module
 */

import type { ServerWebSocket } from "../../../server/http/websocket_transport.ts";

const [OPEN, CLOSING, CLOSED] = [1, 2, 3] as const;

/** A WebSocket in the test's hands. */
export class FakeWebSocket implements ServerWebSocket {
  readyState: WebSocket["readyState"] = 0;
  bufferedAmount = 0;
  onopen: ServerWebSocket["onopen"] = null;
  onmessage: ServerWebSocket["onmessage"] = null;
  onclose: ServerWebSocket["onclose"] = null;
  onerror: ServerWebSocket["onerror"] = null;
  /** What was sent, and with what it was closed. */
  readonly sent: string[] = [];
  closedWith: number | undefined;
  /** Told of what is sent, and that it is closed. */
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

  /** It is open. */
  open(): this {
    this.readyState = OPEN;
    this.onopen?.(new Event("open"));
    return this;
  }

  /** Its client sends something. */
  receive(data: unknown): void {
    if (this.readyState === CLOSED) return;
    this.onmessage?.(new MessageEvent("message", { data }));
  }

  /** It is closed on both sides, or broken. */
  end(wasClean: boolean): void {
    if (this.readyState === CLOSED) return;
    this.readyState = CLOSED;
    this.onclose?.(new CloseEvent("close", { wasClean }));
  }
}
