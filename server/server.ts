/**
 * The server, put together: which actors there are, who supervises whom, and in what order all of it starts and stops.
 *
 * @module
 */

import type { OperatorMessage } from "../actors/messages/operator.ts";
import type { WorkerActors } from "../actors/worker/worker_actors.ts";
import type { GreeterMessage, JournalMessage, RoomsMessage } from "../actors/messages/messages.ts";
import type { Address, ExitReason } from "../actors/runtime/actor.ts";
import type { Clock } from "../actors/runtime/clock.ts";
import { type ChildSpec, Supervisor } from "../actors/runtime/supervisor.ts";
import { ActorSystem } from "../actors/runtime/actor_system.ts";
import { type StartThread, WorkerNode } from "../actors/runtime/threads/worker_node.ts";
import { CLIENT_SHUTDOWN, Clients } from "./connection/connections.ts";
import type { ServerConfig } from "./config.ts";
import {
  type Operator,
  operatorAt,
  type OperatorEvent,
  startOperator,
} from "./operator/operator.ts";
import { startListener } from "./net/listener.ts";
import { type Report, startJournal } from "./log.ts";
import { startRooms } from "./rooms/room_registry.ts";
import { startStoreChild, STORE_ADDRESS } from "./store/store_worker_child.ts";
import type { TransportListener } from "./net/transport.ts";
import type { HttpPlatform } from "./http/http_platform.ts";
import type { LoadPage } from "./http/static_files.ts";
import { HttpGateway } from "./http/http_gateway.ts";

/** What the server stands on; the tests' stands on nothing. */
export interface Platform {
  readonly clock: Clock;
  /** Binds a port; 0 takes a free one. May throw. */
  readonly listen: (port: number) => TransportListener;
  readonly startSessionThread: StartThread;
  readonly startGreeterThread: StartThread;
  /** Starts the store's thread, which may have its folder open already; `null`: nothing outlives the server. */
  readonly startStoreThread: StartThread | null;
  readonly http: HttpPlatform;
  readonly loadPage: LoadPage;
  readonly newToken: () => string;
  /** Collects all garbage there is, and gives back what is free then. */
  readonly collect: () => void;
  readonly report: Report;
  /** Takes what came of the host's wishes. */
  readonly notifyOperator: (event: OperatorEvent) => void;
}

/** A running server. */
export interface RunningServer {
  readonly operator: Operator;
  readonly address: TransportListener["addr"];
  /** Stops it, in order; may be called again. */
  readonly stop: () => void;
  /** Why it has ended. */
  readonly ended: Promise<ExitReason>;
}

/** Milliseconds a part of the server has to stop: it holds nothing that takes time. */
const SHUTDOWN = 1_000;

/** Milliseconds the store has to write what it was sent last: a disk that is slower than that hangs. */
const STORE_SHUTDOWN = 3_000;

/** Restarts of the server's own parts within {@linkcode PERIOD}; one more, and something is wrong for good. */
const INTENSITY = 5;

/** Milliseconds. */
const PERIOD = 10_000;

/** Messages for the greeter, the rooms' directory, the journal or the host: a dozen from each of 10,000 clients at once. */
const MAILBOX = 131_072;

/**
 * Starts the server.
 *
 * @throws What {@linkcode Platform.listen} throws: the port cannot be had.
 */
export function startServer(config: ServerConfig, platform: Platform): RunningServer {
  const { clock, startSessionThread, startGreeterThread, startStoreThread } = platform;
  const { http, loadPage, newToken, collect, report, notifyOperator: answerHost } = platform;
  const { language, allowHosts, idleTimeout, maxWorkers, maxPerAddress } = config;
  const folder = config.data ?? "";
  // Before all else, so that a taken port is told before anything has started.
  let bound: TransportListener | null = platform.listen(config.port);
  const { addr } = bound;
  const { promise: ended, resolve } = Promise.withResolvers<ExitReason>();
  const system = new ActorSystem({ node: "main", clock });
  const rooms = system.address<RoomsMessage>("rooms");
  const host = system.address<OperatorMessage>("host");
  const journal = system.address<JournalMessage>("journal");
  // The greeter is alone in a worker of its own, a node of the same name.
  const greeter = "greeter/greeter" as Address<GreeterMessage>;
  let clients: Clients | undefined;
  let stopping = false;
  const web = new HttpGateway({
    clock,
    http,
    loadPage,
    language,
    allowHosts,
    isStopping: () => stopping,
    accept: (conn) => clients?.enter(conn),
  });

  const root = new Supervisor({
    clock,
    intensity: INTENSITY,
    period: PERIOD,
    stop: "in reverse",
    childExited(id, reason) {
      if (reason.type === "crashed") report({ type: "broken", what: id, error: reason.error });
      if (id === "listener" && stopping) report({ type: "closingSocket" });
      if (id === "greeter") clients?.ungreeted();
      // Read by the rooms once the new one lives.
      if (id === "store") system.send(rooms, { type: "storeRestarted" });
    },
    exited: resolve,
  });

  function permanent(id: string, shutdown: number, start: ChildSpec["start"]): void {
    root.start({ id, restart: "permanent", shutdown, start });
  }

  // Stopped in reverse: the clients first, the port last.
  permanent("listener", SHUTDOWN, (exited) => {
    // The port that was told, also where a free one was taken.
    const listener = bound ?? platform.listen(addr.port);
    bound = null;
    return startListener({ listener, clock, accepted: (conn) => clients?.accept(conn), exited });
  });
  permanent(
    "journal",
    SHUTDOWN,
    (exited) => system.spawn("journal", startJournal(report), { mailbox: MAILBOX, exited }),
  );
  if (startStoreThread !== null) {
    permanent("store", STORE_SHUTDOWN, (exited) =>
      startStoreChild({
        system,
        startThread: startStoreThread,
        folder,
        told: (event) => report(event.type === "storeWell" ? event : { ...event, folder }),
        exited,
      }));
  }
  permanent(
    "host",
    SHUTDOWN,
    (exited) =>
      system.spawn("host", startOperator(rooms, answerHost), { mailbox: MAILBOX, exited }),
  );
  permanent("rooms", SHUTDOWN, (exited) => {
    const { capacity, seatHold, showMessages } = config;
    const start = startRooms({
      system,
      capacity,
      seatHold,
      store: startStoreThread === null ? null : STORE_ADDRESS,
      journal: showMessages ? journal : null,
      report,
    });
    return system.spawn("rooms", start, { mailbox: MAILBOX, exited });
  });
  permanent("greeter", SHUTDOWN, (exited) => {
    const node = new WorkerNode<WorkerActors>(system, startGreeterThread, "greeter", () => {});
    node.spawn("greeter", "greeter", null, {
      mailbox: MAILBOX,
      exited(reason) {
        node.terminate();
        exited(reason);
      },
    });
    return { stop: () => node.terminate(), kill: () => node.terminate() };
  });
  permanent("web", SHUTDOWN, (exited) => web.start(exited));
  permanent("clients", CLIENT_SHUTDOWN + SHUTDOWN, (exited) => {
    clients = new Clients({
      system,
      startThread: startSessionThread,
      newToken,
      collect,
      report,
      language,
      idleTimeout,
      maxWorkers,
      together: config.capacity,
      maxPerAddress,
      serveHttp: (visitor) => web.serve(visitor),
      greeter,
      rooms,
      exited,
    });
    return clients;
  });

  return {
    operator: operatorAt((wish) => system.send(host, { type: "wish", wish })),
    address: addr,
    ended,
    stop() {
      if (stopping) return;
      stopping = true;
      report({ type: "closingClients" });
      root.stop();
    },
  };
}
