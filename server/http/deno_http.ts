/**
 * The real HTTP: `Deno.serve`, on a port of this machine that only this process is to use.
 *
 * @module
 */

import type { HttpPlatform } from "./http_platform.ts";

/** This machine's own address: reached from nowhere else. */
const HERE = "127.0.0.1";

/** HTTP by Deno. */
export const denoHttp: HttpPlatform = {
  serve(handler) {
    const ending = new AbortController();
    const server = Deno.serve({
      hostname: HERE,
      port: 0,
      signal: ending.signal,
      // Nothing is said of it: it is no address for people.
      onListen: () => {},
      // What it says is for us, and is said by `handler`.
      onError: () => new Response(null, { status: 500 }),
    }, (request, { remoteAddr, completed }) => {
      // Bound to an IP address, it has no other kind of client.
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
    // The protocol has a heartbeat of its own.
    return Deno.upgradeWebSocket(request, { idleTimeout: 0 });
  },
};
