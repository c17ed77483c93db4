/**
 * Accepts connections. When the system lacks files or memory, the listener waits, twice as long
 * after each failure. When it goes on failing, it crashes, and its supervisor decides.
 *
 * @module
 */

import { type Child, describeError, type ExitReason } from "../../actors/runtime/actor.ts";
import type { Clock } from "../../actors/runtime/clock.ts";
import type { TransportConn, TransportListener } from "./transport.ts";

/** Milliseconds to wait after the first failure. Each further failure doubles them. */
const FIRST_BACKOFF = 5;

/** Failures in a row to wait out, 2.6 seconds in all. More are no passing trouble. */
const MAX_FAILURES = 9;

/** What a listener needs. */
export interface ListenerOptions {
  readonly listener: TransportListener;
  readonly clock: Clock;
  readonly accepted: (conn: TransportConn) => void;
  readonly exited: (reason: ExitReason) => void;
}

/** Starts accepting. Stopping the child closes the port. */
export function startListener({ listener, clock, accepted, exited }: ListenerOptions): Child {
  let open = true;
  let failures = 0;
  let cancelBackoff = () => {};

  function end(reason: ExitReason): void {
    if (!open) return;
    open = false;
    cancelBackoff();
    listener.close();
    exited(reason);
  }

  async function acceptOn(): Promise<void> {
    try {
      while (open) {
        accepted(await listener.accept());
        failures = 0;
      }
    } catch (error) {
      if (!open) return;
      failures++;
      if (failures > MAX_FAILURES) return end({ type: "crashed", error: describeError(error) });
      cancelBackoff = clock.schedule(FIRST_BACKOFF * 2 ** (failures - 1), acceptOn);
    }
  }

  acceptOn();
  return { stop: () => end({ type: "shutdown" }), kill: () => end({ type: "killed" }) };
}
