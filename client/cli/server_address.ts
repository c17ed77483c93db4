/**
 * A server's address as people write it: `kari.local`, `192.168.1.10:65432`, `[::1]:65432`.
 *
 * @module
 */

/** The default host. */
export const DEFAULT_HOST = "localhost";

/** The default port. */
export const DEFAULT_PORT = 65_432;

/** The address of a server. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
}

/** An address as somebody wrote it, perhaps without a port. */
export interface WrittenAddress {
  readonly host: string;
  readonly port?: number;
}

const BRACKETED = /^\[(?<host>[^\[\]]+)\](?::(?<port>\d{1,5}))?$/;

/** A name in any script or an IPv4 address. It begins with no hyphen, as a mistyped flag would. */
const HOST_AND_PORT = /^(?<host>[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.-]*)(?::(?<port>\d{1,5}))?$/u;

/**
 * Reads an address.
 *
 * @param text `HOST`, `HOST:PORT`, `[IPV6]:PORT`, or an IPv6 address alone.
 * @returns The address, or `undefined` if the text is not one.
 */
export function parseAddress(text: string): WrittenAddress | undefined {
  // In an ip with colons, nobody can tell which of them begins the port.
  if (isIpv6(text)) return { host: text };
  const bracketed = BRACKETED.exec(text)?.groups;
  if (bracketed !== undefined && !isIpv6(bracketed.host ?? "")) return undefined;
  const parts = bracketed ?? HOST_AND_PORT.exec(text)?.groups;
  if (parts?.host === undefined) return undefined;
  if (parts.port === undefined) return { host: parts.host };
  const port = Number(parts.port);
  return port >= 1 && port <= 65_535 ? { host: parts.host, port } : undefined;
}

/** Whether the text is an IPv6 address, perhaps with the zone (`%eth0`) of a link-local one. */
function isIpv6(text: string): boolean {
  const [address = ""] = text.split(/%[\w.-]+$/);
  return URL.canParse(`http://[${address}]/`);
}
