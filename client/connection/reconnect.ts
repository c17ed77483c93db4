/**
 * What follows when a connection, or an attempt at one, comes to nothing. It must not know how one finds out.
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
} from "./connection_state.ts";
import { resendAll } from "./outbox.ts";
import { reportAgain } from "./read_receipts.ts";

/** The longest wait between two attempts: whoever looks at the screen still sees that it tries. */
export const MAX_WAIT_MS = 15_000;

/** The second wait (the first attempt is made at once): a server that is started anew needs about as long. */
const FIRST_WAIT_MS = 500;

/** A connection that held so long was a good one: when it is lost, the first attempt is made at once again. */
const STABLE_MS = MAX_WAIT_MS;

/**
 * How long it is tried before the connection is lost for good: longer than a router or a server needs to start anew,
 * and several times what a seat is kept, so that nothing could be taken back any more.
 */
export const GIVE_UP_MS = 10 * 60_000;

/** Goes back to where a connection can be tried again: after a loss, or after an attempt that failed. */
export function reconnect(connection: Connection, { at, random }: Moment): ConnectionStep {
  const { health, outbox, phase } = connection;
  const held = phase === "joined" && hasHeld(connection, at);
  const losses = held ? 0 : health.losses;
  const ms = waitAfter(losses, random);
  const waited = (health.isLost ? health.waited : 0) + ms;
  if (waited > GIVE_UP_MS) return end(connection, { type: "lost" });
  const news: ConnectionEffect[] = health.isLost
    ? []
    : [{ type: "notify", event: { type: "disconnected" } }];
  news.push({ type: "notify", event: { type: "retrying", at: at + ms } });
  return {
    connection: {
      ...connection,
      phase: "waiting",
      // From now on nothing that the old socket brings counts.
      attempt: connection.attempt + 1,
      outbox: resendAll(outbox),
      paused: false,
      lingering: false,
      readPosition: reportAgain(connection.readPosition),
      typingMembers: [],
      isTyping: false,
      ping: { ...connection.ping, askedAt: undefined },
      health: { ...health, isLost: true, waited, losses: losses + 1 },
    },
    effects: [{ type: "disconnect" }, ...news, { type: "wake", timer: "waiting", ms }],
  };
}

/**
 * Whether nothing that this client did before may still come to it: after attempts that it gave up, a server that stood
 * still for a while carries out their hellos too, and each takes the seat from the one before.
 */
export function isStable(connection: Connection, { at }: Moment): boolean {
  return connection.health.losses === 0 || hasHeld(connection, at);
}

function hasHeld({ health: { joinedAt } }: Connection, at: number): boolean {
  return joinedAt !== undefined && at - joinedAt >= STABLE_MS;
}

/** Nothing more comes from the server, or nothing came in time. */
export function handleDisconnect(connection: Connection, moment: Moment): ConnectionStep {
  if (connection.phase === "leaving") return end(connection, { type: "left" });
  if (hasJoined(connection)) return reconnect(connection, moment);
  const { phase, plain: { words } } = connection;
  if (phase === "connecting") return end(connection, { type: "unreachable" });
  return end(
    connection,
    words === undefined ? { type: "no_greeting" } : {
      type: "closed",
      text: words,
    },
  );
}

/**
 * Milliseconds to wait: none the first time, then twice as much each time up to a bound. Half of it is left to chance,
 * so that the clients of a server that was started anew do not all come at once.
 */
function waitAfter(losses: number, random: number): number {
  if (losses === 0) return 0;
  const longest = Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** (losses - 1));
  return longest / 2 + longest / 2 * random;
}
