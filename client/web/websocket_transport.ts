/**
 * The page's transport over a WebSocket: a frame is a message. It must not know what the frames
 * mean.
 *
 * @module
 */

/// <reference lib="dom" />

import type { Transport, TransportHandler } from "../connection/transport.ts";

/** The server's path for frames, on the page's own host and port. */
const WEB_SOCKET = "/ws";

/** Begins an attempt to reach the server that the page came from. */
export function openWebSocket({ onOpened, onReceived, onClosed }: TransportHandler): Transport {
  const socket = new WebSocket(location.origin.replace(/^http/, "ws") + WEB_SOCKET);
  socket.onopen = onOpened;
  // The server sends only text. The driver ignores anything else, as it is no frame.
  socket.onmessage = ({ data }) => onReceived([String(data)]);
  socket.onclose = onClosed;
  return {
    send: (frame) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(frame.trimEnd());
    },
    close: () => socket.close(),
  };
}
