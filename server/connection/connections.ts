/**
 * All connections: a supervisor with an actor for each, and the workers that run their sessions. A
 * connection is temporary: its socket is used up, so nothing is restarted when it ends.
 *
 * @module
 */

import type { WorkerActors } from "../../actors/worker/worker_actors.ts";
import type { SessionId } from "../../actors/messages/events.ts";
import type { ConnectionMessage } from "../../actors/messages/connection.ts";
import type { Address, Child, ExitReason } from "../../actors/runtime/actor.ts";
import { Supervisor } from "../../actors/runtime/supervisor.ts";
import type { ActorSystem } from "../../actors/runtime/actor_system.ts";
import { type StartThread, WorkerPool } from "../../actors/runtime/threads/threads.ts";
import { ConnectionLimit } from "../net/connection_limit.ts";
import { startConnection } from "./connection.ts";
import type { AllowedDialects, ConnectionSettings } from "./settings.ts";
import { MemoryRelease } from "../workers/memory_release.ts";
import { TokenThrottle } from "./token_throttle.ts";
import { Socket } from "../net/socket.ts";
import type { TransportConn } from "../net/transport.ts";
import { RoomActivity } from "../rooms/room_activity.ts";

/** What all connections need. */
export interface ConnectionsSettings extends
  Omit<
    ConnectionSettings,
    "startSession" | "tokenThrottle" | "roomActivity" | "count" | "countCrash"
  > {
  readonly system: ActorSystem;
  readonly startThread: StartThread;
  readonly maxWorkers: number;
  /** How many clients usually arrive together: the seats of a room. */
  readonly together: number;
  /** Connections from one ip. */
  readonly maxPerAddress: number;
  /** Collects all garbage. */
  readonly collect: () => void;
  readonly exited: (reason: ExitReason) => void;
}

/** Milliseconds that a connection has to end when the server stops. Then it is killed. */
export const CLIENT_SHUTDOWN = 3_000;

/**
 * Messages in the mailbox of a session or a connection. It holds twice what can come at once: the
 * room's messages in flight (`WINDOW`), receipts for texts that the room keeps (`HIGH_WATER`), and
 * an answer to every frame read ahead, all in their smallest size.
 */
const MAILBOX = 131_072;

/** The supervisor of all connections. */
export class Connections implements Child {
  readonly #settings: ConnectionsSettings;
  /** One object for all, since there may be thousands. */
  readonly #connectionSettings: ConnectionSettings;
  readonly #supervisor: Supervisor;
  readonly #pool: WorkerPool<WorkerActors>;
  readonly #connections = new Map<string, Address<ConnectionMessage>>();
  readonly #addresses: ConnectionLimit;
  readonly #memoryRelease: MemoryRelease;
  #accepted = 0;
  #clients = 0;
  #crashes = 0;
  #stopping = false;

  constructor(settings: ConnectionsSettings) {
    const { system, startThread, maxWorkers, together, maxPerAddress, report, exited } = settings;
    this.#settings = settings;
    this.#memoryRelease = new MemoryRelease(system.clock, settings.collect);
    this.#addresses = new ConnectionLimit(
      maxPerAddress,
      (host, refused) => report({ type: "crowded", host, max: maxPerAddress, refused }),
    );
    this.#pool = new WorkerPool({
      system,
      startThread,
      maxWorkers,
      // In a room that is not full the next client is expected soon.
      keepWarm: (inUse) => inUse === 0 || inUse % together !== 0,
    });
    this.#connectionSettings = {
      ...settings,
      // A session has the id of its connection.
      startSession: (init, exited) =>
        this.#pool.spawn("session", init.session, init, { mailbox: MAILBOX, exited }),
      tokenThrottle: new TokenThrottle(),
      roomActivity: new RoomActivity(),
      count: (change) => this.#clients += change,
      countCrash: () => ++this.#crashes,
    };
    this.#supervisor = new Supervisor({
      clock: system.clock,
      intensity: 0,
      period: 1,
      stop: "together",
      childExited: (id) => {
        this.#connections.delete(id);
        this.#memoryRelease.disconnected();
      },
      exited: (reason) => {
        this.#memoryRelease.stop();
        this.#pool.close();
        exited(reason);
      },
    });
  }

  /** Starts a connection, unless its ip has too many. */
  accept(conn: TransportConn): void {
    const { hostname } = conn.remoteAddr;
    const { clock } = this.#settings.system;
    if (this.#stopping || !this.#addresses.admit(hostname, clock.now())) return conn.close();
    this.#start(conn, "anything", () => this.#addresses.release(hostname));
  }

  /** Starts a connection over a WebSocket. Its outer connection is counted already. */
  acceptWebSocket(conn: TransportConn): void {
    if (this.#stopping) return conn.close();
    this.#start(conn, "frames", () => {});
  }

  #start(conn: TransportConn, allowed: AllowedDialects, gone: () => void): void {
    const { system } = this.#settings;
    const id = `client${++this.#accepted}`;
    const start = startConnection({
      id: id as SessionId,
      remoteAddr: conn.remoteAddr,
      openSocket: (events) => new Socket(conn, system.clock, events),
      allowed,
    }, this.#connectionSettings);
    this.#supervisor.start({
      id,
      restart: "temporary",
      shutdown: CLIENT_SHUTDOWN,
      start: (exited) => {
        // It may end while it starts, so it is noted first.
        this.#connections.set(id, system.address(id));
        this.#memoryRelease.connected();
        return system.spawn(id, start, {
          mailbox: MAILBOX,
          exited(reason) {
            gone();
            exited(reason);
          },
        });
      },
    });
  }

  /** Tells all connections that the greeter died. */
  ungreeted(): void {
    for (const connection of this.#connections.values()) {
      this.#settings.system.send(connection, { type: "ungreeted" });
    }
  }

  /** Closes every connection, once its session and its socket have finished. */
  stop(): void {
    this.#stopping = true;
    this.#supervisor.stop();
  }

  /** Kills every connection. */
  kill(): void {
    this.#stopping = true;
    this.#supervisor.kill();
  }
}
