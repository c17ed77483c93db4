/**
 * How the process is told from outside to stop: by a signal, or by Ctrl-C where the terminal makes none of it.
 *
 * @module
 */

import { systemClock } from "../actors/runtime/system_clock.ts";

/** Milliseconds within which two signals are one: nobody presses Ctrl-C twice as fast. */
const SAME_PRESS = 150;

/** What is done when it is told. */
export interface Stopping {
  /** The first time: stops in order. */
  readonly stop: () => void;
  /** A second time: ends at once. */
  readonly end: () => void;
}

/** What was listened to. */
export interface Interruptions {
  /** Ctrl-C was pressed, and no signal came of it. */
  readonly interrupted: () => void;
  /** Listens no more. */
  readonly forget: () => void;
}

/**
 * Listens to signals. `deno task` passes a terminal's Ctrl-C on to a process that the terminal has told already: what
 * comes within {@linkcode SAME_PRESS} is the same one.
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
