/**
 * What is known of one person's connection to a server, what can happen to it, and what can be done about it. It must
 * not know what follows from what: that is in `connection.ts` and `incoming.ts`.
 *
 * @module
 */

import type { ClientFrame, Hello } from "../actors/protocol/frames.ts";
import type { LineState } from "../actors/protocol/line_decoder.ts";
import type { ConnectionEvent, Ending } from "./connection_events.ts";
import type { Outbox } from "./outbox.ts";

/** How far the connection has come. */
export type Phase = "connecting" | "greeting" | "joined" | "leaving" | "ended";

/** Everything that is known of the connection. */
export interface Connection {
  readonly phase: Phase;
  readonly hello: Hello;
  /** The beginning of a frame whose end has not come. */
  readonly incoming: LineState;
  readonly outbox: Outbox;
  /** The server reads nothing from here until someone else has caught up. */
  readonly paused: boolean;
  /** The highest number that came; what comes a second time is not told. */
  readonly lastSeq: number;
  /** The highest number that the server knows to have been shown. */
  readonly acked: number;
  /** The last question how long the way is. */
  readonly lastPing: { readonly n: number; readonly at: number };
  /** There is nothing more to say: leave when all is accepted. */
  readonly finishing: boolean;
}

/** What happens to a connection. */
export type ConnectionInput =
  | { readonly type: "opened" }
  | { readonly type: "unreachable" }
  | { readonly type: "received"; readonly bytes: Uint8Array; readonly at: number }
  /** The server ended it, or the network did. */
  | { readonly type: "closed" }
  /** The time that `phase` may take is over. */
  | { readonly type: "too_late"; readonly phase: Phase }
  /** All up to `seq` is where the person can see it. */
  | { readonly type: "shown"; readonly seq: number }
  | { readonly type: "say"; readonly text: string }
  | { readonly type: "measure"; readonly at: number }
  /** Leave when all that was said is accepted. */
  | { readonly type: "finish" }
  /** Leave now; the second time, do not even wait for the server's goodbye. */
  | { readonly type: "leave" };

/** What is to be done, in this order. */
export type ConnectionEffect =
  | { readonly type: "connect" }
  | { readonly type: "send"; readonly frame: ClientFrame }
  | { readonly type: "notify"; readonly event: ConnectionEvent }
  /** Tell with `shown` when all that was notified so far can be seen. */
  | { readonly type: "show"; readonly seq: number }
  /** Tell with `too_late` after so long; the next one takes the place of this. */
  | { readonly type: "deadline"; readonly ms: number; readonly phase: Phase }
  | { readonly type: "disconnect" };

/** A connection after an input, and what is to be done about it. */
export interface Step {
  readonly connection: Connection;
  readonly effects: readonly ConnectionEffect[];
}

/** Nothing is to be done. */
export function quietly(connection: Connection): Step {
  return { connection, effects: [] };
}

/** Tells the person. */
export function tell(connection: Connection, event: ConnectionEvent): Step {
  return { connection, effects: [{ type: "notify", event }] };
}

/** Ends the connection for good. */
export function end(connection: Connection, ending: Ending): Step {
  return {
    connection: { ...connection, phase: "ended" },
    effects: [{ type: "notify", event: { type: "ended", ending } }, { type: "disconnect" }],
  };
}
