/**
 * What every connection of one server has in common.
 *
 * @module
 */

import type {
  GreeterMessage,
  SessionInit,
  SessionMessage,
} from "../../actors/messages/connection.ts";
import type { RoomsMessage } from "../../actors/messages/room.ts";
import type { SessionId } from "../../actors/messages/events.ts";
import type { Language } from "../../actors/languages/languages.ts";
import type { Address, ExitReason } from "../../actors/runtime/actor.ts";
import type { Spawned } from "../../actors/runtime/actor_system.ts";
import type { TokenThrottle } from "./token_throttle.ts";
import type { Report } from "../log.ts";
import type { RoomActivity } from "../rooms/room_activity.ts";
import type { Socket, SocketEvents } from "../net/socket.ts";
import type { TransportConn } from "../net/transport.ts";
import type { HttpConnection, HttpHandover } from "../http/http_connection.ts";

/** What every connection of a server needs. */
export interface ConnectionSettings {
  readonly language: Language;
  /** Milliseconds; 0: never. */
  readonly idleTimeout: number;
  readonly greeter: Address<GreeterMessage>;
  readonly rooms: Address<RoomsMessage>;
  /** Starts a session where there is a place for it. */
  readonly startSession: (
    init: SessionInit,
    exited: (reason: ExitReason) => void,
  ) => Spawned<SessionMessage>;
  /** What a seat may be taken back with: at least 128 random bits. */
  readonly newToken: () => string;
  /** Who guessed how many of them. */
  readonly tokenThrottle: TokenThrottle;
  readonly roomActivity: RoomActivity;
  /** Counts clients in and out, and tells how many there are. */
  readonly count: (change: 1 | -1) => number;
  /** Counts a session that crashed, and tells how many have. */
  readonly countCrash: () => number;
  /** Receives a client that speaks HTTP. */
  readonly serveHttp: (visitor: HttpHandover) => HttpConnection;
  readonly report: Report;
}

/** What a connection may speak: whatever there is, or, over a WebSocket, frames alone. */
export type AllowedDialects = "anything" | "frames";

/** What one connection is started with. */
export interface ConnectionStart {
  readonly id: SessionId;
  readonly remoteAddr: TransportConn["remoteAddr"];
  readonly openSocket: (events: SocketEvents) => Socket;
  readonly allowed: AllowedDialects;
}
