/**
 * The real network: `Deno.listen`.
 *
 * @module
 */

import type { TransportListener } from "./transport.ts";

/**
 * Errors of one connection that was reset before it was accepted. It has no address, and Deno
 * throws. Other errors of `accept` are the listener's own.
 */
const OF_ONE_CONNECTION = [
  Deno.errors.NotConnected,
  Deno.errors.ConnectionAborted,
  Deno.errors.ConnectionReset,
];

/**
 * Binds a port. Port 0 takes a free one.
 *
 * @throws {Deno.errors.AddrInUse} If another program has the port.
 */
export function listenTcp(host: string, port: number): TransportListener {
  const listener = Deno.listen({ hostname: host, port, transport: "tcp" });
  return {
    addr: listener.addr,
    close: () => listener.close(),
    async accept() {
      const conn = await acceptNext(listener);
      try {
        // A text leaves at once, and does not wait for more.
        conn.setNoDelay(true);
        // A plain client may be silent. The kernel finds out if its machine is gone.
        conn.setKeepAlive(true);
      } catch {
        // It was reset already, which its reader finds out.
      }
      return conn;
    },
  };
}

/** Skips connections that were reset early. One of them must not close the port for all. */
async function acceptNext(listener: Deno.TcpListener): Promise<Deno.TcpConn> {
  for (;;) {
    try {
      return await listener.accept();
    } catch (error) {
      if (!OF_ONE_CONNECTION.some((kind) => error instanceof kind)) throw error;
    }
  }
}
