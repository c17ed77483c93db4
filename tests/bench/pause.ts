/**
 * Letting time pass, where time passing is what is measured. No test may use it.
 *
 * @module
 */

/** Resolves after so many milliseconds. */
export function pause(ms: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  setTimeout(resolve, Math.max(0, ms));
  return promise;
}
