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
import type { Address, ExitReason, Start } from "../actors/runtime/actor.ts";
import { ActorSystem } from "../actors/runtime/actor_system.ts";
import { type ChildSpec, Supervisor } from "../actors/runtime/supervisor.ts";
import { WorkerNode } from "../actors/runtime/threads/threads.ts";
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

/**
 * Starts a server.
 *
 * @throws What {@linkcode Platform.listen} throws when the port is not to be had.
 */
export function startServer(config: ServerConfig, platform: Platform): RunningServer {
  const { clock, report, startStoreThread, startGreeterThread } = platform;
  const { promise: ended, resolve } = Promise.withResolvers<ExitReason>();
  // Bound before anything starts, so that a taken port leaves nothing behind.
  let bound: TransportListener | null = platform.listen(config.port);
  const address = bound.addr;
  const system = new ActorSystem({ node: "main", clock });
  const rooms = system.address<RoomsMessage>("rooms");
  let connections: Connections | undefined;
  let isStopping = false;
  const http = new HttpGateway({
    ...platform,
    ...config,
    isStopping: () => isStopping,
    accept: (conn) => connections?.acceptWebSocket(conn),
  });
  const root = new Supervisor({
    clock,
    intensity: INTENSITY,
    period: PERIOD,
    stop: "in reverse",
    childExited(id, reason) {
      if (reason.type === "crashed") report({ type: "broken", what: id, error: reason.error });
      if (id === "listener" && isStopping) report({ type: "closingSocket" });
      if (id === "greeter") connections?.ungreeted();
      // The rooms send to the new store, which is started before they read this.
      if (id === "store") system.send(rooms, { type: "storeRestarted" });
    },
    exited: resolve,
  });

  function supervise(id: string, start: ChildSpec["start"], shutdown = SHUTDOWN): void {
    root.start({ id, restart: "permanent", shutdown, start });
  }

  function spawn<M>(id: string, start: Start<M>): void {
    supervise(id, (exited) => system.spawn(id, start, { mailbox: MAILBOX, exited }));
  }

  // In reverse, the connections stop first and the port closes last.
  supervise("listener", (exited) => {
    // A restart takes the port that was announced, also when the first one was any free port.
    const listener = bound ?? platform.listen(address.port);
    bound = null;
    return startListener({
      listener,
      clock,
      accepted: (conn) => connections?.accept(conn),
      exited,
    });
  });
  spawn("journal", startJournal(report));
  if (startStoreThread !== null) {
    const folder = config.data ?? "";
    supervise("store", (exited) =>
      startStoreChild({
        system,
        startThread: startStoreThread,
        folder,
        reported: (event) => report(event.type === "storeWell" ? event : { ...event, folder }),
        exited,
      }), STORE_SHUTDOWN);
  }
  spawn("host", startOperator(rooms, platform.notifyOperator));
  spawn(
    "rooms",
    startRooms({
      ...config,
      system,
      store: startStoreThread === null ? null : system.address<StoreMessage>(STORE),
      journal: config.showMessages ? system.address<JournalMessage>("journal") : null,
      report,
    }),
  );
  supervise("greeter", (exited) => {
    // The greeter is the only actor of its worker.
    const node = new WorkerNode<WorkerActors>(system, startGreeterThread, "greeter", () => {});
    const end = () => node.terminate();
    node.spawn("greeter", "greeter", null, {
      mailbox: MAILBOX,
      exited(reason) {
        end();
        exited(reason);
      },
    });
    return { stop: end, kill: end };
  });
  supervise("web", (exited) => http.start(exited));
  supervise("clients", (exited) =>
    connections = new Connections({
      ...platform,
      ...config,
      system,
      startThread: platform.startSessionThread,
      together: config.capacity,
      serveHttp: (client) => http.serve(client),
      // Safe: the greeter is started on the node of that name.
      greeter: "greeter/greeter" as Address<GreeterMessage>,
      rooms,
      exited,
    }), CLIENT_SHUTDOWN + SHUTDOWN);

  return {
    address,
    ended,
    sendCommand(command) {
      system.send(system.address<OperatorMessage>("host"), { type: "command", command });
    },
    stop() {
      if (isStopping) return;
      isStopping = true;
      report({ type: "closingClients" });
      root.stop();
    },
  };
}
