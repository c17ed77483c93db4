/**
 * The real network: `Deno.listen`.
 *
 * @module
 */

import type { TransportListener } from "./transport.ts";

/**
 * What goes wrong with one connection before it is had, and with no other: it was reset while it waited to be accepted, and then
 * has no address that Deno could tell. What else `accept` throws is the listener's own trouble.
 */
const OF_ONE_CONNECTION = [
  Deno.errors.NotConnected,
  Deno.errors.ConnectionAborted,
  Deno.errors.ConnectionReset,
];

/**
 * Binds a port; 0 takes a free one.
 *
 * @throws {Deno.errors.AddrInUse} If somebody else has it.
 */
export function listenTcp(host: string, port: number): TransportListener {
  const listener = Deno.listen({ hostname: host, port, transport: "tcp" });
  return {
    addr: listener.addr,
    close: () => listener.close(),
    async accept() {
      const conn = await acceptNext(listener);
      try {
        // A text is to leave at once, not when more comes.
        conn.setNoDelay(true);
        // A plain client whose machine went dark says nothing, as it may; the kernel asks.
        conn.setKeepAlive(true);
      } catch {
        // Reset already; its reader will find out.
      }
      return conn;
    },
  };
}

/** The next connection that is still there: else whoever resets his soon enough would have the port closed for all. */
async function acceptNext(listener: Deno.TcpListener): Promise<Deno.TcpConn> {
  for (;;) {
    try {
      return await listener.accept();
    } catch (error) {
      if (!OF_ONE_CONNECTION.some((kind) => error instanceof kind)) throw error;
    }
  }
}
