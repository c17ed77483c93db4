/**
 * Recognizes the first line of an HTTP/1 request (RFC 9112, section 3). It must not know headers,
 * nor interpret the target.
 *
 * @module
 */

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"];
const VERSIONS = ["HTTP/1.1", "HTTP/1.0"];

/** The request target: anything but blanks and control characters. */
const TARGET = /^[^\s\p{Cc}]+$/u;

/**
 * Tells a request line from something a person wrote: `GET /side HTTP/1.1` is one, `GET lost` is
 * not.
 *
 * @param line A whole line without its line ending.
 * @returns Whether an HTTP/1 request begins with it.
 */
export function isRequestLine(line: string): boolean {
  const [method = "", target = "", version = "", ...more] = line.split(" ", 4);
  return METHODS.includes(method) && VERSIONS.includes(version) && TARGET.test(target) &&
    more.length === 0;
}

/**
 * Tells whether an unended line can still become a request line.
 *
 * @param start The beginning of the line, perhaps with the `\r` of its ending.
 * @returns Whether some continuation of it is a request line.
 */
export function mayBecomeRequestLine(start: string): boolean {
  const [method = "", target, version, ...more] = start.split(" ", 4);
  if (target === undefined) return METHODS.some((known) => known.startsWith(method));
  if (!METHODS.includes(method) || more.length > 0) return false;
  if (version === undefined) return target === "" || TARGET.test(target);
  return TARGET.test(target) && VERSIONS.some((known) => `${known}\r`.startsWith(version));
}
