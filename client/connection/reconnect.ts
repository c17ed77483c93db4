/**
 * What follows when a connection, or an attempt at one, comes to nothing. It must not know how one finds out.
 *
 * @module
 */

import {
  type Connection,
  type ConnectionEffect,
  end,
  type Moment,
  type Step,
  wasIn,
} from "./connection_state.ts";
import { resend } from "./outbox.ts";
import { rereading } from "./read_receipts.ts";

/** The longest wait between two attempts: whoever looks at the screen still sees that it tries. */
export const MAX_WAIT_MS = 15_000;

/** The second wait (the first attempt is made at once): a server that is started anew needs about as long. */
const FIRST_WAIT_MS = 500;

/** A connection that held so long was a good one: when it is lost, the first attempt is made at once again. */
const STEADY_MS = MAX_WAIT_MS;

/**
 * How long it is tried before the connection is lost for good: longer than a router or a server needs to start anew,
 * and several times what a seat is kept, so that nothing could be taken back any more.
 */
export const GIVE_UP_MS = 10 * 60_000;

/** Goes back to where a connection can be tried again: after a loss, or after an attempt that failed. */
export function lose(connection: Connection, { at, random }: Moment): Step {
  const { endurance, outbox, phase } = connection;
  const held = phase === "joined" && hasHeld(connection, at);
  const losses = held ? 0 : endurance.losses;
  const ms = waitAfter(losses, random);
  const waited = (endurance.isLost ? endurance.waited : 0) + ms;
  if (waited > GIVE_UP_MS) return end(connection, { type: "lost" });
  const news: ConnectionEffect[] = endurance.isLost
    ? []
    : [{ type: "notify", event: { type: "disconnected" } }];
  news.push({ type: "notify", event: { type: "retrying", at: at + ms } });
  return {
    connection: {
      ...connection,
      phase: "waiting",
      // From now on nothing that the old socket brings counts.
      attempt: connection.attempt + 1,
      outbox: resend(outbox),
      paused: false,
      lingering: false,
      reading: rereading(connection.reading),
      typists: [],
      typing: false,
      question: { ...connection.question, askedAt: undefined },
      endurance: { ...endurance, isLost: true, waited, losses: losses + 1 },
    },
    effects: [{ type: "disconnect" }, ...news, { type: "wake", timer: "waiting", ms }],
  };
}

/**
 * Whether nothing that this client did before may still come to it: after attempts that it gave up, a server that stood
 * still for a while carries out their hellos too, and each takes the seat from the one before.
 */
export function isSteady(connection: Connection, { at }: Moment): boolean {
  return connection.endurance.losses === 0 || hasHeld(connection, at);
}

function hasHeld({ endurance: { joinedAt } }: Connection, at: number): boolean {
  return joinedAt !== undefined && at - joinedAt >= STEADY_MS;
}

/** Nothing more comes from the server, or nothing came in time. */
export function breakOff(connection: Connection, moment: Moment): Step {
  if (connection.phase === "leaving") return end(connection, { type: "left" });
  if (wasIn(connection)) return lose(connection, moment);
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
