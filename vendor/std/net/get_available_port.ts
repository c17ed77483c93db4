/**
 * Finds a free port by listening for a moment.
 *
 * @module
 */

/** The options of {@linkcode getAvailablePort}. */
export interface GetAvailablePortOptions {
  /** The port to try first. Without it, or when it is taken, the system chooses one. */
  preferredPort?: number;
}

/**
 * Returns a TCP port that was free just now. Another program may take it before the caller does:
 * what listens itself does better with port 0.
 *
 * @param options Which port to prefer.
 * @returns The preferred port if it is free, otherwise one that the system chose.
 * @throws {Deno.errors.NotCapable} If there is no permission to listen.
 * @throws {Deno.errors.PermissionDenied} If the system refuses the preferred port.
 *
 * @example Usage
 * ```ts ignore
 * import { getAvailablePort } from "@std/net/get-available-port";
 *
 * const port = getAvailablePort({ preferredPort: 7000 });
 * const server = new Deno.Command("deno", { args: ["run", "-N", "main.ts", "--port", `${port}`] });
 * ```
 */
export function getAvailablePort(options?: GetAvailablePortOptions): number {
  const preferred = options?.preferredPort;
  if (!preferred) return portOnceBound(0);
  try {
    return portOnceBound(preferred);
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) return portOnceBound(0);
    throw error;
  }
}

function portOnceBound(port: number): number {
  using listener = Deno.listen({ port });
  return listener.addr.port;
}
