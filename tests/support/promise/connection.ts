/**
 * The server's end of a link: the real connection's actor, with the link in place of its socket.
 * The troupe runs its session. Nothing waits for a promise.
 *
 * @module
 */

import type { SessionId } from "../../../actors/messages/events.ts";
import type {
  ConnectionMessage,
  GreeterMessage,
  SessionInit,
  SessionMessage,
} from "../../../actors/messages/connection.ts";
import type { RoomsMessage } from "../../../actors/messages/room.ts";
import { MAX_READ_AHEAD } from "../../../actors/protocol/limits.ts";
import type { ActorContext, Address, Behavior, ExitReason } from "../../../actors/runtime/actor.ts";
import type { Spawned } from "../../../actors/runtime/actor_system.ts";
import { startTimers } from "../../../actors/session/inbound/keepalive.ts";
import { sessionTransition } from "../../../actors/session/inbound/session.ts";
import { newSession } from "../../../actors/session/inbound/session_state.ts";
import { startConnection } from "../../../server/connection/connection.ts";
import type { TokenThrottle } from "../../../server/connection/token_throttle.ts";
import type { Socket, SocketEvents } from "../../../server/net/socket.ts";
import type { Chunk } from "../../../server/net/write_queue.ts";
import { RoomActivity } from "../../../server/rooms/room_activity.ts";
import { addressOf } from "../fakes/addresses.ts";
import type { Link, LinkEnd } from "./link.ts";
import type { Stage } from "./stage.ts";
import type { Troupe } from "./troupe.ts";

/** What a connection is started with. */
export interface PromiseConnectionOptions {
  readonly stage: Stage;
  readonly troupe: Troupe;
  readonly id: SessionId;
  readonly greeter: Address<GreeterMessage>;
  readonly rooms: Address<RoomsMessage>;
  readonly tokenThrottle: TokenThrottle;
  readonly ip: string;
  readonly token: string;
}

/** The socket reports writes after this weight. It is small, so that short runs reach it. */
const TELL_EVERY = 1_000;

const encoder = new TextEncoder();

/** A link's end as the connection's socket. */
class LinkSocket implements LinkEnd {
  readonly #events: SocketEvents;
  readonly #link: Link;
  #state: "open" | "finished" | "closed" = "open";
  #unconsumed = 0;
  #untold = 0;
  #mark: number | undefined;
  #isHandedOver = false;

  constructor(events: SocketEvents, linkTo: (end: LinkEnd) => Link) {
    this.#events = events;
    this.#link = linkTo(this);
  }

  get isFull(): boolean {
    return this.#isHandedOver && this.#unconsumed >= MAX_READ_AHEAD;
  }

  received(bytes: Uint8Array): void {
    if (this.#state !== "open") return;
    this.#unconsumed += bytes.length;
    this.#events.received(bytes);
  }

  ended(lost: boolean): void {
    this.#events.ended(lost);
    if (this.#state === "finished") this.destroy();
  }

  consumed(bytes: number): void {
    this.#unconsumed -= bytes;
  }

  handOver(owed: number): void {
    this.#unconsumed = owed;
    this.#isHandedOver = true;
  }

  stopReading(): void {}

  writeText(text: string): void {
    this.write({ bytes: encoder.encode(text), weight: 0 });
  }

  write({ bytes, weight, mark, prompt = false }: Chunk): void {
    if (this.#state !== "open") return;
    this.#link.write("down", bytes);
    this.#untold += weight;
    this.#mark = mark ?? this.#mark;
    if (this.#untold < TELL_EVERY && !prompt) return;
    const receipt = { weight: this.#untold, ...this.#mark !== undefined && { mark: this.#mark } };
    this.#untold = 0;
    this.#events.written(receipt);
  }

  finish(): void {
    if (this.#state !== "open") return;
    this.#state = "finished";
    this.#link.finish("down");
    this.#link.deafen("up");
    this.destroy();
  }

  destroy(): void {
    if (this.#state === "closed") return;
    if (this.#state === "open") this.#link.finish("down");
    this.#link.deafen("up");
    this.#state = "closed";
    this.#events.closed();
  }
}

/** One connection of a server. */
export class PromiseConnection {
  readonly #options: PromiseConnectionOptions;
  readonly #address: Address<ConnectionMessage>;
  readonly #behavior: Behavior<ConnectionMessage>;
  #hasEnded = false;

  constructor(
    options: PromiseConnectionOptions,
    linkTo: (connection: PromiseConnection, end: LinkEnd) => Link,
  ) {
    this.#options = options;
    const { troupe, id, greeter, rooms, tokenThrottle, ip, token } = options;
    this.#address = addressOf<ConnectionMessage>(`connection:${id}`);
    const start = startConnection({
      id,
      remoteAddr: { hostname: ip, port: 1 },
      // The connection uses no other part of a socket.
      openSocket: (events) =>
        new LinkSocket(events, (end) => linkTo(this, end)) as unknown as Socket,
      allowed: "anything",
    }, {
      language: "en",
      idleTimeout: 0,
      greeter,
      rooms,
      tokenThrottle,
      roomActivity: new RoomActivity(),
      newToken: () => token,
      startSession: (init, exited) => this.#startSession(init, exited),
      count: () => 0,
      countCrash: () => 0,
      serveHttp: () => {
        throw new TypeError("No client speaks HTTP");
      },
      report: () => {},
    });
    this.#behavior = start(this.#context());
    troupe.start<ConnectionMessage>(this.#address, (message) => this.#behavior.receive(message));
  }

  /** Kills the actor, in any phase. */
  kill(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#options.troupe.end(this.#address);
    this.#behavior.ended?.({ type: "killed" });
  }

  #context(): ActorContext<ConnectionMessage> {
    const { troupe, stage } = this.#options;
    const address = this.#address;
    const send = (message: ConnectionMessage) => troupe.send(address, message);
    return {
      clock: stage,
      self: { address, send },
      send: (to, message) => troupe.send(to, message),
      after: (ms, message) => stage.schedule(ms, () => send(message)),
      exit: () => this.kill(),
    };
  }

  #startSession(init: SessionInit, exited: (reason: ExitReason) => void): Spawned<SessionMessage> {
    const { troupe } = this.#options;
    const address = addressOf<SessionMessage>(`session:${init.session}`);
    const state = newSession(init);
    troupe.startMachine(address, {
      cell: { state },
      transition: sessionTransition,
      first: startTimers(state),
      exited: () => exited({ type: "normal" }),
    });
    const kill = () => {
      troupe.end(address);
      exited({ type: "killed" });
    };
    const ref = { address, send: (message: SessionMessage) => troupe.send(address, message) };
    return { ref, stop: kill, kill };
  }
}
