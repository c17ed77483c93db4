/**
 * The real HTTP server: `Deno.serve` on a loopback port, which only this process uses.
 *
 * @module
 */

import type { HttpPlatform } from "./http_platform.ts";

/** Other machines cannot reach this address. */
const HERE = "127.0.0.1";

/** HTTP by Deno. */
export const denoHttp: HttpPlatform = {
  serve(handler) {
    const ending = new AbortController();
    const server = Deno.serve({
      hostname: HERE,
      port: 0,
      signal: ending.signal,
      // The port is not for people, so it is not announced.
      onListen: () => {},
      // `handler` reports its own failures.
      onError: () => new Response(null, { status: 500 }),
    }, (request, { remoteAddr, completed }) => {
      // Safe: a server on an ip has no other kind of client.
      const { port } = remoteAddr as Deno.NetAddr;
      return handler({ request, port, completed });
    });
    const { port } = server.addr;
    return {
      finished: server.finished,
      close: () => ending.abort(),
      async dial() {
        const conn = await Deno.connect({ hostname: HERE, port });
        conn.setNoDelay(true);
        return { conn, port: conn.localAddr.port };
      },
    };
  },
  upgrade(request) {
    // The protocol has its own keepalive.
    return Deno.upgradeWebSocket(request, { idleTimeout: 0 });
  },
};
