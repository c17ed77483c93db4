/**
 * When what is known of a seat is to be kept anew for another run of the client, and what of it. It must not know where
 * it is kept.
 *
 * @module
 */

import type { Connection, ConnectionStep } from "./connection_state.ts";
import type { SavedSeat } from "./saved_seat.ts";

/** Has it kept, if a step from `before` changed what a new run needs. */
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

function seatOf({ shown, outbox, seenTexts }: Connection, token: string): SavedSeat {
  return {
    version: 1,
    token,
    seq: shown,
    texts: outbox.texts.map(({ id, text }) => ({ id, text })),
    // What was told but not yet shown is to be told again.
    told: seenTexts.filter(({ seq }) => seq <= shown),
  };
}
