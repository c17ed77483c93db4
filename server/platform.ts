/**
 * What a server needs of the world. `run.ts` gives it the real one, tests a simulated one.
 *
 * @module
 */

import type { Clock } from "../actors/runtime/clock.ts";
import type { StartThread } from "../actors/runtime/threads/threads.ts";
import type { HttpPlatform } from "./http/http_platform.ts";
import type { LoadPage } from "./http/static_files.ts";
import type { Report } from "./log.ts";
import type { TransportListener } from "./net/transport.ts";
import type { OperatorEvent } from "./operator/operator.ts";

/** The world around a server. */
export interface Platform {
  readonly clock: Clock;
  /** Binds a port; 0 takes a free one. It may throw. */
  readonly listen: (port: number) => TransportListener;
  readonly startSessionThread: StartThread;
  readonly startGreeterThread: StartThread;
  /**
   * Starts the store's thread. The first one may have its folder open already. `null`: nothing
   * outlives the server.
   */
  readonly startStoreThread: StartThread | null;
  readonly http: HttpPlatform;
  readonly loadPage: LoadPage;
  readonly newToken: () => string;
  /** Collects all garbage, and gives free memory back to the system. */
  readonly collect: () => void;
  readonly report: Report;
  /** Takes the results of the operator's commands. */
  readonly notifyOperator: (event: OperatorEvent) => void;
}
