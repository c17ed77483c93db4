/**
 * Waiting without a clock: what happens by itself has happened, what waits for time or for the test has not.
 *
 * @module
 */

/** Turns of the event loop's microtasks after which nothing moves that was not waiting for the test. */
const SETTLING_TURNS = 500;

/** Lets everything happen that does not wait for the test. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < SETTLING_TURNS; turn++) await Promise.resolve();
}
