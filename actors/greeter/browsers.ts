/**
 * The ips from which browsers have recently spoken HTTP. Browsers open connections ahead of their
 * requests, and a silent connection from such an ip may be one of them.
 *
 * @module
 */

/** When each ip last spoke HTTP, in milliseconds since 1970, the oldest first. */
export type Browsers = ReadonlyMap<string, number>;

/** Milliseconds for which an ip that spoke HTTP counts as a browser's. */
export const BROWSER_MEMORY = 10 * 60_000;

/** How many ips are remembered, the most recent ones: enough for a small town behind one server. */
const MAX_BROWSERS = 1_024;

/** Remembers that a browser at `ip` spoke HTTP now, and forgets the outdated ones. */
export function rememberBrowser(browsers: Browsers, ip: string, now: number): Browsers {
  const others = [...browsers].filter(([other, at]) => other !== ip && now - at < BROWSER_MEMORY);
  return new Map([...others, [ip, now] as const].slice(-MAX_BROWSERS));
}

/** Tells whether `ip` counts as a browser's. */
export function mayBeBrowser(browsers: Browsers, ip: string, now: number): boolean {
  const spoke = browsers.get(ip);
  return spoke !== undefined && now - spoke < BROWSER_MEMORY;
}
