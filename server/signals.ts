/**
 * How the process learns that it should stop: by a signal, or by a Ctrl-C of which the terminal
 * makes no signal.
 *
 * @module
 */

import { systemClock } from "../actors/runtime/system_clock.ts";

/** Milliseconds within which two signals are one. Nobody presses Ctrl-C twice as fast. */
const SAME_PRESS = 150;

/** What an interruption does. */
export interface Stopping {
  /** The first one stops in order. */
  readonly stop: () => void;
  /** A second one ends at once. */
  readonly end: () => void;
}

/** The interruptions of this process. */
export interface Interruptions {
  /** Ctrl-C was pressed without a signal. */
  readonly interrupted: () => void;
  /** Stops listening to signals. */
  readonly forget: () => void;
}

/**
 * Listens to signals. The terminal signals every process of a task at a Ctrl-C, and each `deno
 * task` passes its own signal on. Signals within {@linkcode SAME_PRESS} are the same press.
 */
export function onInterruptions({ stop, end }: Stopping): Interruptions {
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
