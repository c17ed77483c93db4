/**
 * How the client leaves: with a goodbye, so that the seat is free at once. It must not know why the
 * person leaves.
 *
 * @module
 */

import {
  type Connection,
  type ConnectionStep,
  end,
  hasJoined,
  notify,
  step,
} from "./connection_state.ts";
import { abandonSent, isAllUnstored } from "./outbox.ts";
import { notSentEvents } from "./welcome.ts";

/** How long a server may take to close. It has nothing else to do. */
const LEAVING_MS = 2_000;

/**
 * How long leaving waits for a server that cannot store. The server tries again within seconds, and
 * a script must not wait for somebody to repair a full disk.
 */
const LINGERING_MS = 10_000;

/** Leaves once the server has accepted everything. */
export function leaveWhenAccepted(connection: Connection): ConnectionStep {
  const finishing = { ...connection, finishing: true };
  const isHeldUp = hasJoined(connection) && connection.phase !== "joined" &&
    connection.phase !== "leaving" && connection.outbox.texts.length > 0;
  return isHeldUp ? notify(finishing, { type: "leaving_later" }) : step(finishing);
}

/** Cancels leaving, unless the goodbye is already on its way. */
export function stay(connection: Connection): ConnectionStep {
  return step({ ...connection, finishing: false, lingering: false });
}

/** Leaves now. Without a connection there is no goodbye, so the seat can still be taken back. */
export function leaveNow(connection: Connection): ConnectionStep {
  if (connection.phase !== "joined") return end(connection, { type: "left" });
  return step(
    { ...connection, phase: "leaving" },
    { type: "send", frame: { type: "leave" } },
    { type: "wake", timer: "leaving", ms: LEAVING_MS },
  );
}

/** Starts the time limit if nothing but unstored texts holds up leaving. */
export function linger(connection: Connection): ConnectionStep {
  const { finishing, lingering, outbox } = connection;
  if (!finishing || lingering || !isAllUnstored(outbox)) return step(connection);
  const lingeringNow = { ...connection, lingering: true };
  return step(lingeringNow, { type: "wake", timer: "lingering", ms: LINGERING_MS });
}

/** The time limit has passed: leaves in spite of unstored texts. */
export function leaveUnstored(connection: Connection): ConnectionStep {
  const { phase, lingering, outbox } = connection;
  if (phase !== "joined" || !lingering || !isAllUnstored(outbox)) return step(connection);
  // Reported here, so not again when the server closes.
  const left = leaveNow({ ...connection, outbox: abandonSent(outbox).outbox });
  return step(left.connection, ...notSentEvents(outbox.texts, "not_stored"), ...left.effects);
}
