/**
 * Network addresses as people read them.
 *
 * @module
 */

/** Formats an address: `127.0.0.1:59538`, `[::1]:59538`. */
export function formatAddress(host: string, port: number): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}
