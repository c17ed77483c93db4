/**
 * The real network: `Deno.listen`.
 *
 * @module
 */

import type { TransportListener } from "./transport.ts";

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
      const conn = await listener.accept();
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
