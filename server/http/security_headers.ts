/**
 * The headers that forbid the browser what the page does not need.
 *
 * @module
 */

/** Hashes of the page's own scripts and styles in the form of a policy: `sha256-…`. */
export interface PageHashes {
  readonly script: readonly string[];
  readonly style: readonly string[];
}

/** The policy of everything but the page. It allows nothing. */
const NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** Features that the page does not use, and that injected code must not use either. */
const UNUSED = ["camera", "microphone", "geolocation", "payment", "usb", "serial"];

/**
 * The page's policy: its own script and style by their hashes, its icons, and connections to its
 * own origin. In CSP level 3, that includes `ws:`.
 */
export function pagePolicy({ script, style }: PageHashes): string {
  const quoted = (hashes: readonly string[]) => hashes.map((hash) => `'${hash}'`).join(" ");
  return [
    "default-src 'none'",
    `script-src ${quoted(script) || "'none'"}`,
    `style-src ${quoted(style) || "'none'"}`,
    // The icon with the count of unread texts is a `data:` URL.
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
 * @param trusted Whether the browser trusts the origin. Otherwise it ignores
 *   `Cross-Origin-Opener-Policy`, and complains.
 * @param policy The page's policy. Without one, nothing is allowed.
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
