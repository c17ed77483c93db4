/**
 * What a connection tells about itself, in words that a view can show. It must not know who listens.
 *
 * @module
 */

import type {
  ClosingReason,
  FrameNamed,
  RefusalReason,
  ServerFrame,
} from "../../actors/protocol/frames.ts";

/** The frames that a person has an interest in; they are told as they came, but cleaned. */
export type ForwardedFrame = FrameNamed<
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

/** Why a text did not go to the server, or may not have come there. */
export type NotSentReason =
  | "too_long"
  | "too_many"
  /** It was sent to a seat that is gone, and nobody knows whether it arrived. */
  | "uncertain"
  /** The room had no place any more. */
  | "unsent"
  /** The server passed it on, but could not store it. */
  | "not_stored";

/** How a connection came to its end. */
export type Ending =
  /** As the person wished. */
  | { readonly type: "left" }
  | { readonly type: "refused"; readonly reason: RefusalReason; readonly text: string }
  /** The server said goodbye; in plain words only, without a reason, where it took this client for another kind. */
  | { readonly type: "closed"; readonly reason?: ClosingReason; readonly text: string }
  | { readonly type: "lost" }
  /** There is no connection to be had. */
  | { readonly type: "unreachable" }
  /** Something answers there, but not as a server of ours. */
  | { readonly type: "no_greeting" };

/** What a connection tells. */
export type ConnectionEvent =
  | ForwardedFrame
  /** A text of one's own waits for its `accepted`. */
  | { readonly type: "queued"; readonly id: string; readonly text: string }
  /** `id` and `text` of one that had been queued. */
  | {
    readonly type: "not_sent";
    readonly reason: NotSentReason;
    readonly id?: string;
    readonly text?: string;
  }
  /** The way to the server and back took so long. */
  | { readonly type: "measured"; readonly ms: number }
  /** What was wished needs the server, and there is none for now. */
  | { readonly type: "not_connected" }
  /** Leaving waits for the connection to be back, and for what is to be said then. */
  | { readonly type: "leaving_later" }
  /** The connection is lost and tried again; `welcome` or `ended` follows. */
  | { readonly type: "disconnected" }
  /** The next attempt is made then, in milliseconds since 1970. Told before each, also where there is no wait. */
  | { readonly type: "retrying"; readonly at: number }
  | { readonly type: "ended"; readonly ending: Ending };
