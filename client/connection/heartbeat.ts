/**
 * Checks whether the server is still there. A connection without a network looks like a quiet one.
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

/**
 * After this long without a byte the client pings the server, as the protocol asks both sides to.
 */
export const PING_AFTER_MS = 20_000;

/**
 * After this long without a byte the connection counts as lost: the protocol's limit, with room for
 * a lost packet or two.
 */
export const LOST_AFTER_MS = 45_000;

/**
 * The number of the heartbeat's own ping. The person's pings count from 1, so its pong measures
 * nothing.
 */
const HEARTBEAT_N = 0;

/** Pings a silent server, or gives it up. */
export function checkHeartbeat(connection: Connection, moment: Moment): ConnectionStep {
  if (connection.phase !== "joined") return withoutEffects(connection);
  const { health } = connection;
  // If the clock was set back, start counting from now.
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
