/**
 * Waiting without a clock: what happens by itself has happened, what waits for time or for the test has not.
 *
 * @module
 */

import { setImmediate } from "node:timers/promises";

/** Lets everything happen that follows by itself: all of it in microtasks, so one turn of the event loop is enough. */
export async function settled(): Promise<void> {
  await setImmediate();
}
