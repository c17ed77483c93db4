/**
 * The events that a connection reports to a view. It must not know who listens.
 *
 * @module
 */

import type { ClosingReason, RefusalReason, ServerFrame } from "../../actors/protocol/frames.ts";

/** The server's frames that a person cares about. They are reported as received, but cleaned. */
export type ForwardedFrame = Exclude<
  ServerFrame,
  { type: "refused" | "closing" | "ping" | "pong" }
>;

/** Why a text did not reach the server, or may not have. */
export type NotSentReason =
  | "too_long"
  | "too_many"
  /** It was sent to a seat that is gone, and may or may not have arrived. */
  | "uncertain"
  /** The room was full when the client came back. */
  | "unsent"
  /** The server passed it on, but could not store it. */
  | "not_stored";

/** How a connection ended. */
export type Ending =
  /** The person left. */
  | { readonly type: "left" }
  | { readonly type: "refused"; readonly reason: RefusalReason; readonly text: string }
  /**
   * The server closed it. The reason is missing if the server mistook this client for a plain one.
   */
  | { readonly type: "closed"; readonly reason?: ClosingReason; readonly text: string }
  | { readonly type: "lost" }
  /** No attempt to connect succeeded. */
  | { readonly type: "unreachable" }
  /** Something answers there, but it is not a Tospann server. */
  | { readonly type: "no_greeting" };

/** What a connection reports. */
export type ConnectionEvent =
  | ForwardedFrame
  /** The person's own text now waits for the server's `accepted`. */
  | { readonly type: "queued"; readonly id: string; readonly text: string }
  /** `id` and `text` are set if the text had been queued. */
  | {
    readonly type: "not_sent";
    readonly reason: NotSentReason;
    readonly id?: string;
    readonly text?: string;
  }
  /** The round trip to the server took `ms` milliseconds. */
  | { readonly type: "measured"; readonly ms: number }
  /** The request needs a server, and there is no connection now. */
  | { readonly type: "not_connected" }
  /** The client will leave once it is connected again and has sent everything. */
  | { readonly type: "leaving_later" }
  /** The connection is lost. `welcome` or `ended` follows. */
  | { readonly type: "disconnected" }
  /**
   * The time of the next attempt, in milliseconds since 1970. Reported before each one, even
   * without a wait.
   */
  | { readonly type: "retrying"; readonly at: number }
  | { readonly type: "ended"; readonly ending: Ending };
