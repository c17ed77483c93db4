/**
 * Whether the server is still there: a connection whose network went away looks like one where nobody says anything.
 * It must not know what the server says.
 *
 * @module
 */

import {
  type Connection,
  type ConnectionStep,
  type Moment,
  withoutEffects,
} from "./connection_state.ts";
import { reconnect } from "./reconnect.ts";

/** After so long without a byte the server is asked whether it is there, as the protocol has it for both sides. */
export const PING_AFTER_MS = 20_000;

/** After so long without a byte the connection is lost: the protocol's figure, room for a lost packet or two. */
export const LOST_AFTER_MS = 45_000;

/** The heartbeat's own ping. The person's are numbered from 1, so that an answer to this one measures nothing. */
const HEARTBEAT_N = 0;

/** Looks how long it has been silent. */
export function checkHeartbeat(connection: Connection, moment: Moment): ConnectionStep {
  if (connection.phase !== "joined") return withoutEffects(connection);
  const { health } = connection;
  // A clock that was put back must not stop the heart.
  const heardAt = Math.min(health.heardAt, moment.at);
  const silent = moment.at - heardAt;
  if (silent >= LOST_AFTER_MS) return reconnect(connection, moment);
  const asks = silent >= PING_AFTER_MS;
  const ms = (asks ? LOST_AFTER_MS : PING_AFTER_MS) - silent;
  return {
    connection: { ...connection, health: { ...health, heardAt } },
    effects: [
      ...(asks ? [{ type: "send", frame: { type: "ping", n: HEARTBEAT_N } } as const] : []),
      { type: "wake", timer: "heartbeat", ms },
    ],
  };
}
