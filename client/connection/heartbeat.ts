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
  send,
  step,
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
  if (connection.phase !== "joined") return step(connection);
  const { health } = connection;
  // If the clock was set back, start counting from now.
  const receivedAt = Math.min(health.receivedAt, moment.at);
  const silence = moment.at - receivedAt;
  if (silence >= LOST_AFTER_MS) return reconnect(connection, moment);
  const asks = silence >= PING_AFTER_MS;
  const ms = (asks ? LOST_AFTER_MS : PING_AFTER_MS) - silence;
  const checked = { ...connection, health: { ...health, receivedAt } };
  const ping = asks ? send(checked, { type: "ping", n: HEARTBEAT_N }) : step(checked);
  return step(checked, ...ping.effects, { type: "wake", timer: "heartbeat", ms });
}
