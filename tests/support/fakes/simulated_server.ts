/**
 * A whole server on a simulated network, simulated threads and a clock that the test moves.
 *
 * @module
 */

import { type WorkerActors, workerActors } from "../../../actors/worker/worker_actors.ts";
import type { Page } from "../../../server/http/static_files.ts";
import type { ExitReason } from "../../../actors/runtime/actor.ts";
import type { ActorStarters, StartThread } from "../../../actors/runtime/threads/threads.ts";
import type { ServerConfig } from "../../../server/config.ts";
import { parseConfig } from "../../../server/config.ts";
import { formatText } from "../../../server/log.ts";
import type { OperatorEvent } from "../../../server/operator/operator.ts";
import { type RunningServer, startServer } from "../../../server/server.ts";
import { FakeClock } from "./fake_clock.ts";
import { settled } from "./settled.ts";
import { SimulatedHttp } from "./simulated_http.ts";
import { type SimulatedClient, SimulatedNetwork } from "./simulated_network.ts";
import { type SimulatedThreads, simulatedThreads } from "./simulated_threads.ts";

/** A server and its world. */
export class SimulatedServer {
  readonly clock = new FakeClock();
  readonly network = new SimulatedNetwork();
  readonly http = new SimulatedHttp();
  /** The page, if it is built. */
  page: Page | null = null;
  readonly log: string[] = [];
  /** How often the server collected garbage. */
  collections = 0;
  /** The events that the operator got. */
  readonly hostHeard: OperatorEvent[] = [];
  readonly threads: SimulatedThreads;
  readonly server: RunningServer;
  /** Why the server has ended. */
  ended: ExitReason | undefined;

  /**
   * @param args Flags, as on the command line.
   * @param starters The actors in its workers.
   * @param startStoreThread Starts the store's thread. Without one, nothing outlives the server.
   */
  constructor(
    args: readonly string[] = [],
    starters: ActorStarters<WorkerActors> = workerActors,
    startStoreThread: StartThread | null = null,
  ) {
    const config = configOf(args);
    this.threads = simulatedThreads(starters, this.clock);
    let tokens = 0;
    this.server = startServer(config, {
      clock: this.clock,
      listen: this.network.listen,
      startSessionThread: this.threads.startThread,
      startGreeterThread: this.threads.startThread,
      startStoreThread,
      http: this.http,
      loadPage: () => Promise.resolve(this.page),
      newToken: () => `token${++tokens}`,
      collect: () => this.collections++,
      report: (event) => void this.log.push(formatText(event, config.language)),
      notifyOperator: (event) => this.hostHeard.push(event),
    });
    this.server.ended.then((reason) => this.ended = reason);
  }

  /** Joins as `nc` does: silent, until the server takes it as plain. */
  async plain(hostname?: string): Promise<SimulatedClient> {
    const client = await this.network.connect(hostname);
    await this.pass(250);
    return client;
  }

  /** Joins with frames. */
  async framed(name: string, room?: string): Promise<SimulatedClient> {
    const client = await this.network.connect();
    await client.send({ type: "hello", version: 1, name, ...(room ? { room } : {}) });
    return client;
  }

  /** Joins over a WebSocket. */
  async webSocket(name: string, hostname?: string): Promise<SimulatedClient> {
    const client = await this.network.connect(hostname);
    await client.send("GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n\r\n");
    await client.send({ type: "hello", version: 1, name });
    return client;
  }

  /** Lets time pass, and everything happen that follows. */
  async pass(ms: number): Promise<void> {
    this.clock.advance(ms);
    await settled();
  }

  /** Stops the server, and checks that nothing is left. */
  async stop(): Promise<void> {
    this.server.stop();
    await settled();
    // Time for connections that linger or do not end.
    for (let i = 0; i < 5 && this.ended === undefined; i++) await this.pass(1_000);
    await this.pass(1_000);
    const { clock, network, threads } = this;
    const left = {
      timers: clock.waiting,
      open: network.connections,
      threads: threads.alive,
      http: this.http.running,
    };
    if (this.ended === undefined || Object.values(left).some((count) => count > 0)) {
      throw new Error(`The server left something behind: ${JSON.stringify(left)}`);
    }
  }
}

function configOf(args: readonly string[]): ServerConfig {
  const parsed = parseConfig(args, () => undefined);
  if (parsed.type !== "config") throw new TypeError(`Cannot start with ${args}: ${parsed.text}`);
  return parsed.config;
}
