/**
 * How the process learns that it should stop: by a signal, or by a Ctrl-C of which the terminal
 * makes no signal.
 *
 * @module
 */

import { systemClock } from "../actors/runtime/system_clock.ts";

/** Milliseconds within which two signals are one. Nobody presses Ctrl-C twice as fast. */
const SAME_PRESS = 150;

/**
 * Listens to signals. The terminal signals every process of a task at a Ctrl-C, and each `deno
 * task` passes its own signal on. Signals within {@linkcode SAME_PRESS} are the same press.
 *
 * @param stop Stops in order, at the first interruption.
 * @param end Ends at once, at a second one.
 * @returns `interrupted`, for a Ctrl-C without a signal, and `forget`, which stops listening.
 */
export function onInterruptions(stop: () => void, end: () => void) {
  let asked: number | undefined;
  const signals: readonly Deno.Signal[] = Deno.build.os === "windows"
    ? ["SIGINT"]
    : ["SIGINT", "SIGTERM"];
  const interrupted = () => {
    const now = systemClock.now();
    if (asked === undefined) stop();
    else if (now - asked > SAME_PRESS) end();
    asked ??= now;
  };
  for (const signal of signals) Deno.addSignalListener(signal, interrupted);
  return {
    interrupted,
    forget() {
      for (const signal of signals) Deno.removeSignalListener(signal, interrupted);
    },
  };
}
