/**
 * A TCP connection of this machine. It must not know what goes over it.
 *
 * @module
 */

import type { ServerAddress } from "../cli/server_address.ts";
import type { ServerSocket } from "./io.ts";

/**
 * Connects to a server.
 *
 * @param address Where it is.
 * @param signal Ends the attempt.
 * @throws {Error} If nobody answers there.
 */
export async function connectTcp(
  { host, port }: ServerAddress,
  signal: AbortSignal,
): Promise<ServerSocket> {
  const connection = await Deno.connect({ hostname: host, port, signal });
  // What a person says is small and is to be there now.
  connection.setNoDelay();
  return {
    readable: connection.readable,
    writable: connection.writable,
    close() {
      try {
        connection.close();
      } catch {
        // Both halves had ended, and the runtime had closed it.
      }
    },
  };
}
