/**
 * Which hosts and origins a request may name. A page of another site can make a browser send
 * requests here, by the server's ip or by a name that points here (DNS rebinding). It cannot choose
 * what the browser writes in `Host` and `Origin`. Pure.
 *
 * @module
 */

/** A name or an ip of either kind, with its port. No other part of a URL matches. */
const HOST = /^(?:\[(?<v6>[0-9a-f:.]+)\]|(?<name>[a-z0-9_.-]+))(?::(?<port>[0-9]{1,5}))?$/i;

const IPV4 = /^[0-9]{1,3}(?:\.[0-9]{1,3}){3}$/;

/** A server name: letters, digits and hyphens, separated by dots. */
const NAME = /^(?=.{1,253}$)(?!-)[a-z0-9-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9-]{1,63}(?<!-))*$/i;

/** The host of a request. */
export interface RequestedHost {
  /** An ip without brackets or a name, in lower case. */
  readonly host: string;
  readonly port: number;
}

/** Whether the text is a server name, without port and without other parts of a URL. */
export function isHostName(name: string): boolean {
  return NAME.test(name);
}

/**
 * Reads the `Host` of a request. An ip cannot be rebound, and `localhost` belongs to no site. Other
 * names must be allowed by the operator.
 *
 * @param header The header's value; `null` if there is none.
 * @param allowed Further names, in lower case.
 * @returns The host; `undefined` if it is not this server.
 */
export function allowedHost(
  header: string | null,
  allowed: readonly string[],
): RequestedHost | undefined {
  const { v6, name = "", port = "80" } = HOST.exec(header ?? "")?.groups ?? {};
  const host = (v6 ?? name).toLowerCase();
  const known = v6 !== undefined || IPV4.test(host) || host === "localhost" ||
    (host !== "" && allowed.includes(host));
  return known ? { host, port: Number(port) } : undefined;
}

/**
 * Whether a page may connect. It must come from this server. Browsers always send `Origin`; a
 * request without it comes from a program, and programs may connect.
 *
 * @param origin The header's value; `null` if there is none.
 * @param host The request's `Host`, which is already allowed.
 */
export function isSameOrigin(origin: string | null, host: string): boolean {
  if (origin === null) return true;
  // A proxy in front may speak TLS.
  return origin.toLowerCase().replace(/^https?:\/\//, "") === host.toLowerCase() &&
    /^https?:\/\//i.test(origin);
}
