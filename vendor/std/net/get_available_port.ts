/**
 * Finds a free port by listening for a moment.
 *
 * @module
 */

/**
 * Returns a TCP port that was free just now. Another program may take it before the caller does, so a
 * program that listens itself uses port 0.
 *
 * @returns A port that the system chose.
 * @throws {Deno.errors.NotCapable} If there is no permission to listen.
 *
 * @example Usage
 * ```ts ignore
 * import { getAvailablePort } from "@std/net/get-available-port";
 *
 * const port = getAvailablePort();
 * new Deno.Command("deno", { args: ["run", "-N", "main.ts", `${port}`] });
 * ```
 */
export function getAvailablePort(): number {
  using listener = Deno.listen({ port: 0 });
  return listener.addr.port;
}
