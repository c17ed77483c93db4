/**
 * A pause in real time. Benchmarks need it; no test may use it.
 *
 * @module
 */

/** Resolves after `ms` milliseconds. */
export function pause(ms: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  setTimeout(resolve, Math.max(0, ms));
  return promise;
}
