/**
 * The other end of a connection, as far as the network knows it.
 *
 * @module
 */

import { formatAddress } from "../../actors/encoding/network_address.ts";
import type { TransportConn } from "./transport.ts";

/** Where a client is. */
export interface Peer {
  /** Without the port. */
  readonly ip: string;
  /** With the port, as people write it. */
  readonly address: string;
}

/** The peer of a connection. */
export function peerOf({ hostname, port }: TransportConn["remoteAddr"]): Peer {
  return { ip: hostname, address: formatAddress(hostname, port) };
}

/** Whether a host name or an ip means this machine itself. Browsers trust it without TLS. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^(?:::ffff:)?127\./i.test(host);
}
