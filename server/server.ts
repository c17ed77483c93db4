/**
 * The server's supervision tree: the parts, in the order in which they start, and how each starts.
 * A part that crashes is started again; too many crashes end the server.
 *
 * @module
 */

import type { GreeterMessage } from "../actors/messages/connection.ts";
import type { JournalMessage, RoomsMessage } from "../actors/messages/room.ts";
import type { OperatorCommand, OperatorMessage } from "../actors/messages/operator.ts";
import type { StoreMessage } from "../actors/messages/store.ts";
import type { Address, Child, ExitReason, Start } from "../actors/runtime/actor.ts";
import { ActorSystem } from "../actors/runtime/actor_system.ts";
import { type ChildSpec, Supervisor } from "../actors/runtime/supervisor.ts";
import { type StartThread, WorkerNode } from "../actors/runtime/threads/threads.ts";
import type { WorkerActors } from "../actors/worker/worker_actors.ts";
import type { ServerConfig } from "./config.ts";
import { CLIENT_SHUTDOWN, Connections } from "./connection/connections.ts";
import { HttpGateway } from "./http/http_gateway.ts";
import { startJournal } from "./log.ts";
import { startListener } from "./net/listener.ts";
import type { TransportListener } from "./net/transport.ts";
import { startOperator } from "./operator/operator.ts";
import type { Platform } from "./platform.ts";
import { startRooms } from "./rooms/room_registry.ts";
import { startStoreChild, STORE } from "./store/store_worker_child.ts";

/** A running server. */
export interface RunningServer {
  readonly sendCommand: (command: OperatorCommand) => void;
  readonly address: TransportListener["addr"];
  /** Stops the server in order. A second call does nothing. */
  readonly stop: () => void;
  /** Why the server has ended. */
  readonly ended: Promise<ExitReason>;
}

/** Milliseconds for a part to stop. Most parts have nothing to finish. */
const SHUTDOWN = 1_000;

/** Milliseconds for the store to write its last rows. A slower disk hangs. */
const STORE_SHUTDOWN = 3_000;

/** Restarts within {@linkcode PERIOD}. One more means that restarting does not help. */
const INTENSITY = 5;

/** Milliseconds. */
const PERIOD = 10_000;

/** Messages in the mailbox of a part: a dozen from each of 10,000 clients at once. */
const MAILBOX = 131_072;

type Exited = (reason: ExitReason) => void;

/**
 * Starts a server.
 *
 * @throws What {@linkcode Platform.listen} throws when the port is not to be had.
 */
export function startServer(config: ServerConfig, platform: Platform): RunningServer {
  return new Server(config, platform);
}

class Server implements RunningServer {
  readonly address: TransportListener["addr"];
  readonly ended: Promise<ExitReason>;
  readonly #config: ServerConfig;
  readonly #platform: Platform;
  readonly #system: ActorSystem;
  readonly #root: Supervisor;
  readonly #http: HttpGateway;
  /** Bound before anything starts, so that a taken port leaves nothing behind. */
  #bound: TransportListener | null;
  #clients: Connections | undefined;
  #stopping = false;

  constructor(config: ServerConfig, platform: Platform) {
    const { clock, startStoreThread } = platform;
    const { promise: ended, resolve } = Promise.withResolvers<ExitReason>();
    this.#config = config;
    this.#platform = platform;
    this.#bound = platform.listen(config.port);
    this.address = this.#bound.addr;
    this.ended = ended;
    this.#system = new ActorSystem({ node: "main", clock });
    this.#http = new HttpGateway({
      ...platform,
      ...config,
      isStopping: () => this.#stopping,
      accept: (conn) => this.#clients?.acceptWebSocket(conn),
    });
    this.#root = new Supervisor({
      clock,
      intensity: INTENSITY,
      period: PERIOD,
      stop: "in reverse",
      childExited: (id, reason) => this.#childExited(id, reason),
      exited: resolve,
    });

    const journal = startJournal(platform.report);
    const desk = startOperator(this.#rooms, platform.notifyOperator);
    // In reverse, the clients stop first and the port closes last.
    this.#supervise("listener", SHUTDOWN, (exited) => this.#startListener(exited));
    this.#supervise("journal", SHUTDOWN, (exited) => this.#spawn("journal", journal, exited));
    if (startStoreThread !== null) {
      this.#supervise(
        "store",
        STORE_SHUTDOWN,
        (exited) => this.#startStore(startStoreThread, exited),
      );
    }
    this.#supervise("host", SHUTDOWN, (exited) => this.#spawn("host", desk, exited));
    this.#supervise("rooms", SHUTDOWN, (exited) => this.#startRooms(exited));
    this.#supervise("greeter", SHUTDOWN, (exited) => this.#startGreeter(exited));
    this.#supervise("web", SHUTDOWN, (exited) => this.#http.start(exited));
    this.#supervise("clients", CLIENT_SHUTDOWN + SHUTDOWN, (exited) => this.#startClients(exited));
  }

  readonly sendCommand = (command: OperatorCommand): void => {
    const operator = this.#system.address<OperatorMessage>("host");
    this.#system.send(operator, { type: "command", command });
  };

  readonly stop = (): void => {
    if (this.#stopping) return;
    this.#stopping = true;
    this.#platform.report({ type: "closingClients" });
    this.#root.stop();
  };

  get #rooms(): Address<RoomsMessage> {
    return this.#system.address("rooms");
  }

  #supervise(id: string, shutdown: number, start: ChildSpec["start"]): void {
    this.#root.start({ id, restart: "permanent", shutdown, start });
  }

  #spawn<M>(name: string, start: Start<M>, exited: Exited): Child {
    return this.#system.spawn(name, start, { mailbox: MAILBOX, exited });
  }

  #childExited(id: string, reason: ExitReason): void {
    const { report } = this.#platform;
    if (reason.type === "crashed") report({ type: "broken", what: id, error: reason.error });
    if (id === "listener" && this.#stopping) report({ type: "closingSocket" });
    if (id === "greeter") this.#clients?.ungreeted();
    // The rooms send to the new store, which is started before they read this.
    if (id === "store") this.#system.send(this.#rooms, { type: "storeRestarted" });
  }

  #startListener(exited: Exited): Child {
    const { clock, listen } = this.#platform;
    // A restart takes the port that was announced, also when the first one was any free port.
    const listener = this.#bound ?? listen(this.address.port);
    this.#bound = null;
    return startListener({
      listener,
      clock,
      accepted: (conn) => this.#clients?.accept(conn),
      exited,
    });
  }

  #startStore(startThread: StartThread, exited: Exited): Child {
    const folder = this.#config.data ?? "";
    return startStoreChild({
      system: this.#system,
      startThread,
      folder,
      told: (event) =>
        this.#platform.report(event.type === "storeWell" ? event : { ...event, folder }),
      exited,
    });
  }

  #startRooms(exited: Exited): Child {
    const { capacity, seatHold, showMessages } = this.#config;
    const { startStoreThread, report } = this.#platform;
    const start = startRooms({
      system: this.#system,
      capacity,
      seatHold,
      store: startStoreThread === null ? null : this.#system.address<StoreMessage>(STORE),
      journal: showMessages ? this.#system.address<JournalMessage>("journal") : null,
      report,
    });
    return this.#spawn("rooms", start, exited);
  }

  /** The greeter is the only actor of its worker. */
  #startGreeter(exited: Exited): Child {
    const { startGreeterThread } = this.#platform;
    const node = new WorkerNode<WorkerActors>(
      this.#system,
      startGreeterThread,
      "greeter",
      () => {},
    );
    node.spawn("greeter", "greeter", null, {
      mailbox: MAILBOX,
      exited(reason) {
        node.terminate();
        exited(reason);
      },
    });
    return { stop: () => node.terminate(), kill: () => node.terminate() };
  }

  #startClients(exited: Exited): Child {
    this.#clients = new Connections({
      ...this.#platform,
      ...this.#config,
      system: this.#system,
      startThread: this.#platform.startSessionThread,
      together: this.#config.capacity,
      serveHttp: (client) => this.#http.serve(client),
      // Safe: `#startGreeter` starts this actor on the node of that name.
      greeter: "greeter/greeter" as Address<GreeterMessage>,
      rooms: this.#rooms,
      exited,
    });
    return this.#clients;
  }
}
