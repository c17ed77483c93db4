/**
 * How long the tests of real faults wait for what must come.
 *
 * @module
 */

/** Milliseconds after which it is taken never to come: a loaded machine is slow, not dead. */
const DEADLINE = 30_000;

/** What a promise brings, or an error where it brings nothing in time. */
export async function soon<T>(promise: Promise<T>, what: string): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`Waited in vain: ${what}`)), DEADLINE);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
