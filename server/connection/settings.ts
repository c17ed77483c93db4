/**
 * What connections are started with.
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
  /** Milliseconds of silence after which a plain client is disconnected; 0: never. */
  readonly idleTimeout: number;
  readonly greeter: Address<GreeterMessage>;
  readonly rooms: Address<RoomsMessage>;
  /** Starts a session in one of the workers. */
  readonly startSession: (
    init: SessionInit,
    exited: (reason: ExitReason) => void,
  ) => Spawned<SessionMessage>;
  /** Makes the token of a new seat: at least 128 random bits. */
  readonly newToken: () => string;
  readonly tokenThrottle: TokenThrottle;
  readonly roomActivity: RoomActivity;
  /** Counts clients in or out, and returns how many there are. */
  readonly count: (change: 1 | -1) => number;
  /** Counts a crashed session, and returns how many have crashed. */
  readonly countCrash: () => number;
  /** Takes over a client that speaks HTTP. */
  readonly serveHttp: (handover: HttpHandover) => HttpConnection;
  readonly report: Report;
}

/** What a client may speak. Over a WebSocket, only frames are allowed. */
export type AllowedDialects = "anything" | "frames";

/** What one connection needs of its own. */
export interface ConnectionStart {
  readonly id: SessionId;
  readonly remoteAddr: TransportConn["remoteAddr"];
  readonly openSocket: (events: SocketEvents) => Socket;
  readonly allowed: AllowedDialects;
}
