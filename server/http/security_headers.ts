/**
 * What each answer tells the browser not to do.
 *
 * @module
 */

/** What the page's own script and style hash to, as a policy wants it: `sha256-…`. */
export interface PageHashes {
  readonly script: readonly string[];
  readonly style: readonly string[];
}

/** For what is no page: nothing at all. */
const NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** What the page has no use for, so that nothing that got into it has either. */
const UNUSED = ["camera", "microphone", "geolocation", "payment", "usb", "serial"];

/**
 * What the page may do: its own script and style, known by their hashes; icons; and connect to where it came from, which in
 * CSP's third version goes for `ws:` too.
 */
export function pagePolicy({ script, style }: PageHashes): string {
  const quoted = (hashes: readonly string[]) => hashes.map((hash) => `'${hash}'`).join(" ");
  return [
    "default-src 'none'",
    `script-src ${quoted(script) || "'none'"}`,
    `style-src ${quoted(style) || "'none'"}`,
    // `data:` for an icon that counts.
    "img-src 'self' data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/**
 * The headers of every answer.
 *
 * @param trusted Whether the browser trusts the origin: elsewhere it ignores `Cross-Origin-Opener-Policy`, and complains.
 * @param policy The page's policy; without one nothing is allowed.
 */
export function securityHeaders(
  trusted: boolean,
  policy: string = NOTHING,
): Readonly<Record<string, string>> {
  return {
    "Content-Security-Policy": policy,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    ...(trusted ? { "Cross-Origin-Opener-Policy": "same-origin" } : {}),
    "Permissions-Policy": UNUSED.map((feature) => `${feature}=()`).join(", "),
  };
}
