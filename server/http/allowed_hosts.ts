/**
 * For whom a request says it is, and from where. A page of another site can make a browser ask this server for things, by
 * its address or by a name that it lets point here (DNS rebinding); but it can't choose what the browser writes in `Host` and
 * `Origin`. Pure: it is given both.
 *
 * @module
 */

/** A host with its port: a name, or an address of either kind. Nothing else of a URL gets through. */
const HOST = /^(?:\[(?<v6>[0-9a-f:.]+)\]|(?<name>[a-z0-9_.-]+))(?::(?<port>[0-9]{1,5}))?$/i;

const IPV4 = /^[0-9]{1,3}(?:\.[0-9]{1,3}){3}$/;

/** A name by which a server may be known: letters, digits and hyphens, parted by dots. */
const NAME = /^(?=.{1,253}$)(?!-)[a-z0-9-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9-]{1,63}(?<!-))*$/i;

/** Where a request says that it goes. */
export interface RequestedHost {
  /** An address without brackets, or a name, in small letters. */
  readonly host: string;
  readonly port: number;
}

/** Whether it may be a server's name, without port and with nothing of a URL around it. */
export function isHostName(name: string): boolean {
  return NAME.test(name);
}

/**
 * Judges the `Host` of a request. An address cannot be rebound, and `localhost` is no site's; any other name has to be one
 * that the host of the chat knows.
 *
 * @param header The header's value; `null`: there is none.
 * @param allowed Names besides, in small letters.
 * @returns Where it goes; `undefined` where that is nowhere here.
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
 * Whether a page may connect: it has to come from here. Browsers always say where from; what says nothing is a program, and
 * those may connect anyway.
 *
 * @param origin The header's value; `null`: there is none.
 * @param host The request's `Host`, already judged.
 */
export function isSameOrigin(origin: string | null, host: string): boolean {
  if (origin === null) return true;
  // The scheme may be that of a proxy in front, which speaks TLS.
  return origin.toLowerCase().replace(/^https?:\/\//, "") === host.toLowerCase() &&
    /^https?:\/\//i.test(origin);
}
