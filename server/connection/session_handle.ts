/**
 * A connection's session as its parent sees it. It starts the session, sends it messages, and
 * reports its start and its end to the operator.
 *
 * @module
 */

import type { SessionId } from "../../actors/messages/events.ts";
import type {
  ConnectionMessage,
  Dialect,
  SessionMessage,
} from "../../actors/messages/connection.ts";
import type { ActorContext, ExitReason } from "../../actors/runtime/actor.ts";
import type { Spawned } from "../../actors/runtime/actor_system.ts";
import type { ConnectionSettings } from "./settings.ts";
import type { Peer } from "../net/peer.ts";

/** The part of the settings that a session needs. */
type Settings = Pick<
  ConnectionSettings,
  "language" | "idleTimeout" | "greeter" | "startSession" | "count" | "countCrash" | "report"
>;

/** One connection's session, of which there is at most one. */
export class SessionHandle {
  readonly #id: SessionId;
  readonly #peer: Peer;
  readonly #settings: Settings;
  readonly #context: ActorContext<ConnectionMessage>;
  #session: Spawned<SessionMessage> | undefined;

  constructor(
    id: SessionId,
    peer: Peer,
    settings: Settings,
    context: ActorContext<ConnectionMessage>,
  ) {
    this.#id = id;
    this.#peer = peer;
    this.#settings = settings;
    this.#context = context;
  }

  /** Whether the session runs. */
  get isOn(): boolean {
    return this.#session !== undefined;
  }

  /** Starts it. The connection receives `sessionEnded` when it ends by itself. */
  begin(dialect: Dialect): void {
    const { language, idleTimeout, greeter, startSession, count, report } = this.#settings;
    const { address, ip } = this.#peer;
    const { clock, self } = this.#context;
    report({ type: "accepted", address, clients: count(1) });
    report({ type: "connected", address });
    this.#session = startSession({
      session: this.#id,
      dialect,
      ip,
      language,
      idleTimeout,
      startedAt: clock.now(),
      connection: self.address,
      greeter,
    }, (reason) => {
      // Through the mailbox, behind what the session wrote before it ended.
      if (this.isOn) self.send({ type: "sessionEnded", reason });
    });
  }

  /** Sends it a message, if it runs. */
  send(message: SessionMessage): void {
    this.#session?.ref.send(message);
  }

  /** Kills it. The connection receives `sessionEnded`. */
  kill(): void {
    this.#session?.kill();
  }

  /** Notes that it has ended. */
  end(reason: ExitReason): void {
    const { count, countCrash, report } = this.#settings;
    const { address } = this.#peer;
    this.#session = undefined;
    if (reason.type === "crashed") {
      report({ type: "crashed", address, error: reason.error, crashes: countCrash() });
    }
    report({ type: "disconnected", address, clients: count(-1) });
  }

  /** Kills it when the connection ends, which receives no more. */
  cut(): void {
    const session = this.#session;
    if (session === undefined) return;
    this.end({ type: "killed" });
    session.kill();
  }
}
