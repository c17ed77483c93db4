/**
 * Limits how long to wait for a terminal or a pipe that nobody may be reading. It must not know
 * what it waits for.
 *
 * @module
 */

import type { Clock } from "../../actors/runtime/clock.ts";

/**
 * Milliseconds for the last output before the program ends. A reader that takes longer is stuck.
 */
export const FINAL_WRITE_MS = 1_000;

/**
 * Resolves when `work` is done, or after `ms` milliseconds.
 *
 * @throws If `work` rejects in time.
 */
export async function within(ms: number, clock: Clock, work: Promise<void>): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const cancel = clock.schedule(ms, resolve);
  try {
    await Promise.race([work, late]);
  } finally {
    cancel();
  }
}
