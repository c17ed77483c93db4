/**
 * Waiting for what may never come: a terminal or a pipe that nobody reads. It must not know what is waited for.
 *
 * @module
 */

import type { Clock } from "../../actors/runtime/clock.ts";

/** Milliseconds that the last lines have to be written, when all is over: what takes longer stands still. */
export const FINAL_WRITE_MS = 1_000;

/**
 * Resolves when `work` is done, and at the latest after so many milliseconds.
 *
 * @throws What `work` rejects with by then.
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
