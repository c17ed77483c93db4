/**
 * What a connection tells about itself, in words that a view can show. It must not know who listens.
 *
 * @module
 */

import type { FrameNamed, RefusalReason, ServerFrame } from "../actors/protocol/frames.ts";

/** The frames that a person has an interest in; they are told as they came, but cleaned. */
export type ToldFrame = FrameNamed<
  ServerFrame,
  | "welcome"
  | "accepted"
  | "said"
  | "delivered"
  | "read"
  | "typing"
  | "joined"
  | "left"
  | "lost"
  | "returned"
  | "renamed"
  | "flow"
  | "error"
>;

/** Why a text never went to the server. */
export type NotSentReason = "too_long" | "too_many";

/** How a connection came to its end. */
export type Ending =
  /** As the person wished. */
  | { readonly type: "left" }
  | { readonly type: "refused"; readonly reason: RefusalReason; readonly text: string }
  /** The server said goodbye. */
  | { readonly type: "closed"; readonly text: string }
  | { readonly type: "lost" }
  /** There is no connection to be had. */
  | { readonly type: "unreachable" }
  /** Something answers there, but not as a server of ours. */
  | { readonly type: "no_greeting" };

/** What a connection tells. */
export type ConnectionEvent =
  | ToldFrame
  /** A text of one's own waits for its `accepted`. */
  | { readonly type: "queued"; readonly id: string; readonly text: string }
  | { readonly type: "not_sent"; readonly reason: NotSentReason }
  /** The way to the server and back took so long. */
  | { readonly type: "measured"; readonly ms: number }
  | { readonly type: "ended"; readonly ending: Ending };
