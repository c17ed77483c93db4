/**
 * A connection's session as its parent sees it: started, sent messages, and reported to the host when it begins and ends. There
 * is one at most, and none of this is heard once it is over.
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

/** What a connection's session is started with and by. */
type Settings = Pick<
  ConnectionSettings,
  "language" | "idleTimeout" | "greeter" | "startSession" | "count" | "countCrash" | "report"
>;

/** One connection's session. */
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

  /** Whether there is a session. */
  get isOn(): boolean {
    return this.#session !== undefined;
  }

  /** Starts it. The connection is told `sessionEnded` when it ends by itself. */
  begin(dialect: Dialect): void {
    const { language, idleTimeout, greeter, startSession, count, report } = this.#settings;
    const { address, ip: host } = this.#peer;
    const { clock, self } = this.#context;
    report({ type: "accepted", address, clients: count(1) });
    report({ type: "connected", address });
    this.#session = startSession({
      session: this.#id,
      dialect,
      ip: host,
      language,
      idleTimeout,
      startedAt: clock.now(),
      connection: self.address,
      greeter,
    }, (reason) => {
      // By way of the mailbox, behind what the session wrote before it ended.
      if (this.isOn) self.send({ type: "sessionEnded", reason });
    });
  }

  /** Sends it something, if it is there. */
  send(message: SessionMessage): void {
    this.#session?.ref.send(message);
  }

  /** Ends it; the connection hears of that as of any end. */
  kill(): void {
    this.#session?.kill();
  }

  /** It has ended. */
  end(reason: ExitReason): void {
    const { count, countCrash, report } = this.#settings;
    const { address } = this.#peer;
    this.#session = undefined;
    if (reason.type === "crashed") {
      report({ type: "crashed", address, error: reason.error, crashes: countCrash() });
    }
    report({ type: "disconnected", address, clients: count(-1) });
  }

  /** Ends it, and with it its connection, which hears no more. */
  cut(): void {
    const session = this.#session;
    if (session === undefined) return;
    this.end({ type: "killed" });
    session.kill();
  }
}
