/**
 * Opens TCP connections. It must not know what travels over them.
 *
 * @module
 */

import type { ServerAddress } from "../cli/server_address.ts";
import type { ServerSocket } from "./io.ts";

/**
 * Connects to a server.
 *
 * @param address The server's address.
 * @param signal Ends the attempt.
 * @throws {Error} If it cannot connect.
 */
export async function connectTcp(
  { host, port }: ServerAddress,
  signal: AbortSignal,
): Promise<ServerSocket> {
  const connection = await Deno.connect({ hostname: host, port, signal });
  // Texts are small and should arrive at once.
  connection.setNoDelay();
  return {
    readable: connection.readable,
    writable: connection.writable,
    close() {
      try {
        connection.close();
      } catch {
        // Both directions had ended, so the runtime has closed it.
      }
    },
  };
}
