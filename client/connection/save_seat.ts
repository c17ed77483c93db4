/**
 * Decides when to save the seat for another run, and what to save of it. It must not know where it
 * is saved.
 *
 * @module
 */

import type { Connection, ConnectionStep } from "./connection_state.ts";
import type { ResumableSeat } from "./saved_seat.ts";

/** Adds a `save` effect if the step from `before` changed what another run needs. */
export function saveIfChanged(
  before: Connection,
  { connection, effects }: ConnectionStep,
): ConnectionStep {
  const { token, shown, outbox } = connection;
  const isSame = token === before.token && shown === before.shown &&
    outbox.texts === before.outbox.texts;
  if (isSame || token === undefined || effects.some(({ type }) => type === "forget")) {
    return { connection, effects };
  }
  return { connection, effects: [...effects, { type: "save", seat: seatOf(connection, token) }] };
}

function seatOf({ shown, outbox, seenTexts }: Connection, token: string): ResumableSeat {
  return {
    version: 1,
    token,
    seq: shown,
    texts: outbox.texts.map(({ id, text }) => ({ id, text })),
    // Texts that were not shown yet must be reported again.
    told: seenTexts.filter(({ seq }) => seq <= shown),
  };
}
