/**
 * The deadline of the fault tests.
 *
 * @module
 */

/** Milliseconds. Generous, because a loaded machine is slow and not dead. */
const DEADLINE = 30_000;

/**
 * Waits for a promise, but not longer than the deadline.
 *
 * @param expected What should happen, for the error message: "kari leaves".
 * @throws {Error} If the promise does not settle in time.
 */
export async function withDeadline<T>(promise: Promise<T>, expected: string): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`Timed out: ${expected}`)), DEADLINE);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
