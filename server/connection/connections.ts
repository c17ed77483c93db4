/**
 * All clients: a supervisor with an actor for each connection, and the workers that their sessions live in. A client
 * is temporary: its socket is spent, so nothing is started again when it ends.
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

/** What the clients need. */
export interface ConnectionsSettings extends
  Omit<
    ConnectionSettings,
    "startSession" | "tokenThrottle" | "roomActivity" | "count" | "countCrash"
  > {
  readonly system: ActorSystem;
  readonly startThread: StartThread;
  readonly maxWorkers: number;
  /** So many people come one soon after another, as a room has seats, and then for a while nobody. */
  readonly together: number;
  /** Connections from one network address, of whatever they speak. */
  readonly maxPerAddress: number;
  /** Collects all garbage there is. */
  readonly collect: () => void;
  readonly exited: (reason: ExitReason) => void;
}

/** Milliseconds a client has, from the word that the server stops until it is cut off. */
export const CLIENT_SHUTDOWN = 3_000;

/**
 * Messages that a session's mailbox, and a connection's, holds: what may be on its way to a seat (`WINDOW`) and receipts
 * for what is kept of its client's (`HIGH_WATER`), in the smallest pieces of 160 bytes each, and an answer for each of
 * the smallest frames that are read ahead: some 50,000, twice over.
 */
const MAILBOX = 131_072;

/** The supervisor of all clients. */
export class Connections implements Child {
  readonly #settings: ConnectionsSettings;
  /** One for all: there may be thousands. */
  readonly #connectionSettings: ConnectionSettings;
  readonly #supervisor: Supervisor;
  readonly #pool: WorkerPool<WorkerActors>;
  readonly #connections = new Map<string, Address<ConnectionMessage>>();
  readonly #addresses: ConnectionLimit;
  readonly #crowd: MemoryRelease;
  #accepted = 0;
  #inside = 0;
  #crashes = 0;
  #stopping = false;

  constructor(settings: ConnectionsSettings) {
    const { system, startThread, maxWorkers, together, maxPerAddress, report, exited } = settings;
    this.#settings = settings;
    this.#crowd = new MemoryRelease(system.clock, settings.collect);
    this.#addresses = new ConnectionLimit(
      maxPerAddress,
      (host, refused) => report({ type: "crowded", host, max: maxPerAddress, refused }),
    );
    this.#pool = new WorkerPool({
      system,
      startThread,
      maxWorkers,
      // Whoever is alone waits for somebody; behind the last of them the next may come in an hour.
      keepWarm: (inUse) => inUse === 0 || inUse % together !== 0,
    });
    this.#connectionSettings = {
      ...settings,
      // A session's name is its connection's.
      startSession: (init, exited) =>
        this.#pool.spawn("session", init.session, init, { mailbox: MAILBOX, exited }),
      tokenThrottle: new TokenThrottle(),
      roomActivity: new RoomActivity(),
      count: (change) => this.#inside += change,
      countCrash: () => ++this.#crashes,
    };
    this.#supervisor = new Supervisor({
      clock: system.clock,
      intensity: 0,
      period: 1,
      stop: "together",
      childExited: (id) => {
        this.#connections.delete(id);
        this.#crowd.disconnected();
      },
      exited: (reason) => {
        this.#crowd.stop();
        this.#pool.close();
        exited(reason);
      },
    });
  }

  /** Takes in a connection, unless there are too many from where it comes. */
  accept(conn: TransportConn): void {
    const { hostname } = conn.remoteAddr;
    const { clock } = this.#settings.system;
    if (this.#stopping || !this.#addresses.admit(hostname, clock.now())) return conn.close();
    this.#start(conn, "anything", () => this.#addresses.release(hostname));
  }

  /** Takes in a connection that speaks frames, over another that was taken in before. */
  enter(conn: TransportConn): void {
    if (this.#stopping) return conn.close();
    this.#start(conn, "frames", () => {});
  }

  #start(conn: TransportConn, speech: AllowedDialects, gone: () => void): void {
    const { system } = this.#settings;
    const id = `client${++this.#accepted}`;
    const start = startConnection({
      id: id as SessionId,
      remoteAddr: conn.remoteAddr,
      openSocket: (events) => new Socket(conn, system.clock, events),
      allowed: speech,
    }, this.#connectionSettings);
    this.#supervisor.start({
      id,
      restart: "temporary",
      shutdown: CLIENT_SHUTDOWN,
      start: (exited) => {
        // Before it is started: it may end while it starts.
        this.#connections.set(id, system.address(id));
        this.#crowd.connected();
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

  /** Tells all newcomers that the greeter died. */
  ungreeted(): void {
    for (const connection of this.#connections.values()) {
      this.#settings.system.send(connection, { type: "ungreeted" });
    }
  }

  /** Lets every client go, once all that is on its way has been written out. */
  stop(): void {
    this.#stopping = true;
    this.#supervisor.stop();
  }

  /** Cuts every client off. */
  kill(): void {
    this.#stopping = true;
    this.#supervisor.kill();
  }
}
