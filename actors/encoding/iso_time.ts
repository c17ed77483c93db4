/**
 * Points in time as frames tell them.
 *
 * @module
 */

const SECOND = 1_000;

/** The last second that was written, and what it was written as: memory that changes no answer. */
const last = { second: NaN, text: "" };

/**
 * A point in time in UTC, to the millisecond. What is said lately is said within the same second most often, and a `Date` is slow
 * where it was not asked just before.
 *
 * @param ms Milliseconds since 1970.
 * @returns For example `2026-11-23T19:04:05.006Z` (RFC 3339), as `Date.prototype.toISOString`.
 * @throws {RangeError} If it is no time that a `Date` can have.
 */
export function isoTime(ms: number): string {
  const at = Math.floor(ms / SECOND);
  if (at !== last.second) {
    last.text = new Date(at * SECOND).toISOString().slice(0, -"000Z".length);
    last.second = at;
  }
  return `${last.text}${String(Math.floor(ms) - at * SECOND).padStart(3, "0")}Z`;
}
