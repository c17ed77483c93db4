/**
 * What follows when a connection is lost or an attempt fails. It must not know how the client
 * noticed.
 *
 * @module
 */

import {
  type Connection,
  type ConnectionEffect,
  type ConnectionStep,
  end,
  hasJoined,
  type Moment,
  step,
} from "./connection_state.ts";
import { resendAll } from "./outbox.ts";
import { reportAgain } from "./read_receipts.ts";

/**
 * The longest wait between two attempts. A person at the screen still sees that it keeps trying.
 */
export const MAX_WAIT_MS = 15_000;

/**
 * The second wait (the first attempt follows at once): about the time a server takes to restart.
 */
const FIRST_WAIT_MS = 500;

/**
 * A connection that lasted this long was stable. When it is lost, the first attempt follows at
 * once.
 */
const STABLE_MS = MAX_WAIT_MS;

/**
 * Total waiting time before the client gives up. It is longer than a router or a server takes to
 * restart, and several times as long as a server keeps a seat, so there is nothing to take back
 * after it.
 */
export const GIVE_UP_MS = 10 * 60_000;

/** Plans another attempt after a loss or a failed attempt. */
export function reconnect(connection: Connection, { at, random }: Moment): ConnectionStep {
  const { health, outbox, phase } = connection;
  const held = phase === "joined" && hasHeld(connection, at);
  const losses = held ? 0 : health.losses;
  const ms = waitAfter(losses, random);
  const waited = (health.isLost ? health.waited : 0) + ms;
  if (waited > GIVE_UP_MS) return end(connection, { type: "lost" });
  const news: readonly ConnectionEffect[] = health.isLost
    ? []
    : [{ type: "notify", event: { type: "disconnected" } }];
  return step(
    {
      ...connection,
      phase: "waiting",
      // Makes the client ignore whatever the old transport still reports.
      attempt: connection.attempt + 1,
      outbox: resendAll(outbox),
      paused: false,
      lingering: false,
      readPosition: reportAgain(connection.readPosition),
      typingMembers: [],
      isTyping: false,
      ping: { ...connection.ping, sentAt: undefined },
      health: { ...health, isLost: true, waited, losses: losses + 1 },
    },
    { type: "disconnect" },
    ...news,
    { type: "notify", event: { type: "retrying", at: at + ms } },
    { type: "wake", timer: "waiting", ms },
  );
}

/**
 * Whether the client's own earlier attempts can no longer interfere. A server that was stuck for a
 * while also handles the hellos of attempts that the client gave up, and each takes the seat from
 * the one before.
 */
export function isStable(connection: Connection, { at }: Moment): boolean {
  return connection.health.losses === 0 || hasHeld(connection, at);
}

function hasHeld({ health: { joinedAt } }: Connection, at: number): boolean {
  return joinedAt !== undefined && at - joinedAt >= STABLE_MS;
}

/** The connection is closed, or the server did not answer in time. */
export function handleDisconnect(connection: Connection, moment: Moment): ConnectionStep {
  if (connection.phase === "leaving") return end(connection, { type: "left" });
  if (hasJoined(connection)) return reconnect(connection, moment);
  const { phase, plain: { words } } = connection;
  if (phase === "connecting") return end(connection, { type: "unreachable" });
  if (words === undefined) return end(connection, { type: "no_greeting" });
  return end(connection, { type: "closed", text: words });
}

/**
 * The wait in milliseconds: none the first time, then twice the last one, up to a limit. Half of it
 * is random, so that the clients of a restarted server do not all come at once.
 */
function waitAfter(losses: number, random: number): number {
  if (losses === 0) return 0;
  const longest = Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** (losses - 1));
  return longest / 2 + longest / 2 * random;
}
