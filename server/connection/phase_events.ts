/**
 * The events and effects of a connection's state machine, which is in `phases.ts`.
 *
 * @module
 */

import type { PersonName } from "../../actors/messages/events.ts";
import type { SessionMessage } from "../../actors/messages/connection.ts";
import type { MemberMessage } from "../../actors/messages/room.ts";
import type { RefusalReason } from "../../actors/protocol/frames.ts";
import type { ExitReason } from "../../actors/runtime/actor.ts";
import type { RequestedSeat } from "./seat_request.ts";

type Welcome = Extract<MemberMessage, { type: "welcome" }>;

/** What happens to a connection. */
export type PhaseEvent =
  /** From the greeter. */
  | { readonly type: "seatRequested"; readonly request: RequestedSeat }
  | { readonly type: "helloInvalid"; readonly reason: RefusalReason | "not_joined" }
  | { readonly type: "httpDetected" }
  /** The client speaks TLS, or closed before it said anything. */
  | { readonly type: "notServed" }
  | { readonly type: "greeterDied" }
  /** From the token throttle: the request must wait; it has waited. */
  | { readonly type: "throttled" }
  | { readonly type: "delayOver" }
  /** From a room. */
  | { readonly type: "welcomed"; readonly message: Welcome }
  | { readonly type: "refused"; readonly reason: RefusalReason }
  | {
    readonly type: "roomClosed";
    readonly message: Extract<MemberMessage, { type: "closed" }>;
  }
  /** From the session: a late hello, for the seat that the client has or for another one. */
  | { readonly type: "introduced"; readonly name: PersonName }
  | { readonly type: "seatChanged"; readonly request: RequestedSeat }
  /** From the session: write what is queued, then close. */
  | { readonly type: "sessionFinished" }
  | { readonly type: "sessionEnded"; readonly reason: ExitReason }
  /** From the socket. `lost`: the connection broke. */
  | { readonly type: "inputEnded"; readonly lost: boolean }
  | { readonly type: "socketClosed" }
  /** The deadline has passed. */
  | { readonly type: "overdue" }
  /** The server stops. */
  | { readonly type: "stopped" };

/** What a connection does. */
export type PhaseEffect =
  | { readonly type: "tellGreeterEnded" }
  | { readonly type: "serveHttp" }
  | { readonly type: "stopHttp" }
  /** Requests the seat. If the token throttle delays that, `throttled` follows at once. */
  | { readonly type: "requestSeat"; readonly request: RequestedSeat }
  | { readonly type: "sendRequest" }
  | { readonly type: "takeSeat"; readonly message: Welcome }
  /** The room has refused the request. */
  | { readonly type: "dropRequest" }
  | { readonly type: "introduce"; readonly name: PersonName }
  /** Gives up the seat or the request for one. `quit`: the client does not come back. */
  | { readonly type: "giveUpSeat"; readonly reason: "lost" | "quit" }
  /** The client speaks frames from now on. */
  | { readonly type: "speakFrames" }
  | { readonly type: "write"; readonly message: MemberMessage }
  | { readonly type: "writeRefusal"; readonly reason: RefusalReason | "not_joined" }
  | { readonly type: "writeFailed" }
  | { readonly type: "reportRejected" }
  | { readonly type: "startSession" }
  | { readonly type: "tellSession"; readonly message: SessionMessage }
  /** Tells the session its room. */
  | { readonly type: "enterRoom"; readonly message: Welcome }
  | { readonly type: "killSession" }
  | { readonly type: "noteSessionEnd"; readonly reason: ExitReason }
  | { readonly type: "setDeadline" }
  | { readonly type: "cancelDeadline" }
  | { readonly type: "stopReading" }
  /** Closes the socket once all is written. */
  | { readonly type: "finishSocket" }
  /** Ends the actor; `exitIfClosed` only if the socket is closed already. */
  | { readonly type: "exit" }
  | { readonly type: "exitIfClosed" };
