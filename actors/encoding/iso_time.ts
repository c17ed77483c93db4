/**
 * Points in time as frames write them.
 *
 * @module
 */

const SECOND = 1_000;

/** A cache of the last second written. It changes no result. */
const last = { second: NaN, text: "" };

/**
 * Formats a point in time in UTC, to the millisecond. Consecutive texts usually fall within the
 * same second, and `Date` is slow on its first call after a pause.
 *
 * @param ms Milliseconds since 1970.
 * @returns For example `2026-11-23T19:04:05.006Z` (RFC 3339), as `Date.prototype.toISOString`.
 * @throws {RangeError} If `ms` is outside the range of `Date`.
 */
export function isoTime(ms: number): string {
  const at = Math.floor(ms / SECOND);
  if (at !== last.second) {
    last.text = new Date(at * SECOND).toISOString().slice(0, -"000Z".length);
    last.second = at;
  }
  return `${last.text}${String(Math.floor(ms) - at * SECOND).padStart(3, "0")}Z`;
}
