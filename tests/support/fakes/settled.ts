/**
 * Waits without a clock until only timers and the test itself can cause more.
 *
 * @module
 */

import { setImmediate } from "node:timers/promises";

/**
 * Runs all pending microtasks and those that they cause. One turn of the event loop is enough for
 * that.
 */
export async function settled(): Promise<void> {
  await setImmediate();
}
