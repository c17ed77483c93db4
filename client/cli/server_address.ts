/**
 * A server's address as people write it: `kari.local`, `192.168.1.10:65432`, `[::1]:65432`. It must not know whether
 * anyone listens there.
 *
 * @module
 */

/** Where a server is looked for unless told otherwise. */
export const DEFAULT_HOST = "localhost";

/** Where a server listens unless told otherwise. */
export const DEFAULT_PORT = 65_432;

/** Where a server is. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
}

/** An address as it was written: the port may have been left out. */
export interface WrittenAddress {
  readonly host: string;
  readonly port?: number;
}

const BRACKETED = /^\[(?<host>[^\[\]]+)\](?::(?<port>\d+))?$/;

/** A name, in any script, or an IPv4 address. One that began with a hyphen would be a mistyped flag. */
const HOST_AND_PORT = /^(?<host>[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.-]*)(?::(?<port>\d+))?$/u;

/**
 * Reads an address.
 *
 * @param text `HOST`, `HOST:PORT`, `[IPV6]:PORT`, or an IPv6 address alone.
 * @returns The address, or `undefined` where it is none.
 */
export function parseAddress(text: string): WrittenAddress | undefined {
  // Of an address with colons of its own, no one could tell which of them begins the port.
  if (isIpv6(text)) return { host: text };
  const bracketed = BRACKETED.exec(text)?.groups;
  if (bracketed !== undefined && !isIpv6(bracketed.host ?? "")) return undefined;
  const parts = bracketed ?? HOST_AND_PORT.exec(text)?.groups;
  if (parts?.host === undefined) return undefined;
  if (parts.port === undefined) return { host: parts.host };
  const port = parsePort(parts.port);
  return port === undefined ? undefined : { host: parts.host, port };
}

/**
 * Reads a port that one can connect to.
 *
 * @param text What was written.
 * @returns 1 to 65535, or `undefined`.
 */
export function parsePort(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : undefined;
}

/** Whether it is an IPv6 address, with or without the zone (`%eth0`) that a link-local one needs. */
function isIpv6(text: string): boolean {
  const [address = ""] = text.split(/%[\w.-]+$/);
  return URL.canParse(`http://[${address}]/`);
}
