/**
 * How one leaves: with a goodbye, so that the seat is free at once, and what may hold it up. It must not know why.
 *
 * @module
 */

import {
  type Connection,
  type ConnectionStep,
  end,
  hasJoined,
  notify,
  withoutEffects,
} from "./connection_state.ts";
import { abandonSent, isAllUnstored } from "./outbox.ts";
import { abandonAll, notSentEvents } from "./welcome.ts";

/** The server has only to close; one that cannot even do that keeps nobody. */
const LEAVING_MS = 2_000;

/**
 * How long leaving waits for a server that cannot store: it tries again within some seconds, and a script that waited
 * for a full disk to be mended would wait for ever.
 */
const LINGERING_MS = 10_000;

/** Leaves when all that was said is accepted. */
export function leaveWhenAccepted(connection: Connection): ConnectionStep {
  const finishing = { ...connection, finishing: true };
  const isHeldUp = hasJoined(connection) && connection.phase !== "joined" &&
    connection.phase !== "leaving" && connection.outbox.texts.length > 0;
  return isHeldUp ? notify(finishing, { type: "leaving_later" }) : withoutEffects(finishing);
}

/** Does not leave after all, unless the goodbye is said. */
export function stay(connection: Connection): ConnectionStep {
  return withoutEffects({ ...connection, finishing: false, lingering: false });
}

/** Leaves; without a goodbye where there is nobody to say it to, so that the seat can still be taken back. */
export function leaveNow(connection: Connection): ConnectionStep {
  if (connection.phase !== "joined") return end(connection, { type: "left" });
  return {
    connection: { ...connection, phase: "leaving" },
    effects: [
      { type: "send", frame: { type: "leave" } },
      { type: "wake", timer: "leaving", ms: LEAVING_MS },
    ],
  };
}

/** The server has closed after the goodbye: the seat is free. */
export function completeLeave(connection: Connection): ConnectionStep {
  const { connection: ended, effects } = end(connection, { type: "left" });
  return {
    connection: ended,
    effects: [...abandonAll(connection.outbox), { type: "forget" }, ...effects],
  };
}

/** Begins to wait no longer than a while, where nothing but what cannot be stored holds up the leaving. */
export function linger(connection: Connection): ConnectionStep {
  const { finishing, lingering, outbox } = connection;
  if (!finishing || lingering || !isAllUnstored(outbox)) return withoutEffects(connection);
  return {
    connection: { ...connection, lingering: true },
    effects: [{ type: "wake", timer: "lingering", ms: LINGERING_MS }],
  };
}

/** It was waited long enough for what cannot be stored. */
export function leaveUnstored(connection: Connection): ConnectionStep {
  const { phase, lingering, outbox } = connection;
  if (phase !== "joined" || !lingering || !isAllUnstored(outbox)) return withoutEffects(connection);
  // Told here, they are not to be told again when the server has closed.
  const { connection: leaving, effects } = leaveNow({
    ...connection,
    outbox: abandonSent(outbox).outbox,
  });
  return {
    connection: leaving,
    effects: [...notSentEvents(outbox.texts, "not_stored"), ...effects],
  };
}
