/**
 * A server in the test's own process, on a real port, with workers that the test chooses. It has no
 * store.
 *
 * @module
 */

import type { Language } from "../../../actors/languages/languages.ts";
import { systemClock } from "../../../actors/runtime/system_clock.ts";
import { parseConfig } from "../../../server/config.ts";
import { formatText } from "../../../server/log.ts";
import { type RunningServer, startServer } from "../../../server/server.ts";
import { listenTcp } from "../../../server/net/tcp.ts";
import { denoHttp } from "../../../server/http/deno_http.ts";
import { workerThreads } from "../../../server/workers/web_worker.ts";

/** Starts the server. Its log goes to `log`. */
export function startLocalServer(worker: URL, language: Language, log: string[]): RunningServer {
  const parsed = parseConfig(["--host", "127.0.0.1", "--port", "0"], () => undefined);
  if (parsed.type !== "config") throw new TypeError(parsed.text);
  return startServer(parsed.config, {
    clock: systemClock,
    listen: (port) => listenTcp("127.0.0.1", port),
    startSessionThread: workerThreads(worker, { spin: true }),
    startGreeterThread: workerThreads(worker),
    startStoreThread: null,
    http: denoHttp,
    loadPage: () => Promise.resolve(null),
    newToken: () => crypto.randomUUID(),
    collect: () => {},
    report: (event) => void log.push(formatText(event, language)),
    notifyOperator: () => {},
  });
}
