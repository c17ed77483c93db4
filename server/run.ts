/**
 * `deno task server`: flags in, lines out, signals, exit code. All effects of the host's machine are here.
 *
 * @module
 */

import { getAvailablePort } from "@std/net";
import { getNetworkAddress } from "@std/net/get-network-address";
import { formatAddress } from "../actors/protocol/address.ts";
import { texts } from "../actors/protocol/texts.ts";
import { describeError } from "../actors/runtime/actor.ts";
import { systemClock } from "../actors/runtime/system_clock.ts";
import type { StartThread } from "../actors/runtime/worker_node.ts";
import { parseConfig, type ServerConfig } from "./config.ts";
import { jsonReport, textReport } from "./log.ts";
import { type RunningServer, startServer } from "./server.ts";
import { describeProblem, type StoreProblem } from "./store/store_problem.ts";
import { openStore } from "./store/store_thread.ts";
import { listenTcp } from "./tcp.ts";
import type { TransportListener } from "./transport.ts";
import { workerThreads } from "./worker_thread.ts";

/** Bytes of a seat's token: 192 random bits, where 128 would do, since it is written in whole letters. */
const TOKEN_BYTES = 24;

const SESSION_WORKER = new URL("../actors/session_worker.ts", import.meta.url);

const STORE_WORKER = new URL("./store/store_worker.ts", import.meta.url);

/** Milliseconds within which two signals are one: nobody presses Ctrl-C twice as fast. */
const SAME_PRESS = 150;

/**
 * Runs a server until it is stopped.
 *
 * @param args What follows the command.
 * @returns The process's exit code: 0 stopped, 1 could not go on, 2 wrong flags.
 */
export async function runServer(args: readonly string[]): Promise<number> {
  const parsed = parseConfig(args, (name) => Deno.env.get(name));
  if (parsed.type === "help") console.log(parsed.text);
  if (parsed.type === "wrong") console.error(parsed.text);
  if (parsed.type !== "config") return parsed.type === "help" ? 0 : 2;

  const { config } = parsed;
  const report = config.log === "json"
    ? jsonReport(console.log)
    : textReport(config.language, console.log);
  report({ type: "starting" });
  const { data } = config;
  const store = data === null ? null : await openStore(data, storeThreads(data));
  if (store !== null && store.type !== "opened") {
    console.error(describeUnopened(store, config));
    return 1;
  }
  let server: RunningServer;
  try {
    server = startServer(config, {
      clock: systemClock,
      listen: (port) => listenTcp(config.host, port),
      startThread: workerThreads(SESSION_WORKER),
      startStoreThread: store?.startThread ?? null,
      newToken,
      report,
    });
  } catch (error) {
    store?.close();
    console.error(describeListenError(error, config));
    return 1;
  }
  report({
    type: "listening",
    address: formatAddress(server.address.hostname, server.address.port),
  });
  const reachable = reachableAddress(server.address);
  if (reachable !== undefined) report({ type: "reachable", address: reachable });

  const forget = onSignals(() => {
    report({ type: "stopping" });
    server.stop();
  });
  const reason = await server.ended;
  forget();
  if (reason.type !== "crashed") return 0;
  report({ type: "gaveUp" });
  return 1;
}

/** Threads that may read and write the store's folder, and do nothing else. */
function storeThreads(folder: string): StartThread {
  return workerThreads(STORE_WORKER, { read: [folder], write: [folder] });
}

function describeUnopened(problem: StoreProblem, { data, language }: ServerConfig): string {
  return texts[language].server.storeUnopened(describeProblem(problem, data ?? "", language));
}

function describeListenError(error: unknown, { host, port, language }: ServerConfig): string {
  const words = texts[language].server;
  const address = formatAddress(host, port);
  return error instanceof Deno.errors.AddrInUse
    ? words.portInUse(address, getAvailablePort())
    : words.cannotListen(describeError(error));
}

/** The address that somebody on another machine of the network would use, if there is one. */
function reachableAddress({ hostname, port }: TransportListener["addr"]): string | undefined {
  if (/^127\.|^::1$/.test(hostname)) return undefined;
  const everywhere = hostname === "0.0.0.0" || hostname === "::";
  const host = everywhere ? getNetworkAddress() : hostname;
  return host === undefined ? undefined : formatAddress(host, port);
}

/**
 * The first signal stops in order; a second one ends at once. `deno task` passes a terminal's Ctrl-C on to a process
 * that the terminal has told already: what comes within {@linkcode SAME_PRESS} is the same one.
 */
function onSignals(stop: () => void): () => void {
  let asked: number | undefined;
  const signals: readonly Deno.Signal[] = Deno.build.os === "windows"
    ? ["SIGINT"]
    : ["SIGINT", "SIGTERM"];
  const handle = () => {
    const now = systemClock.now();
    if (asked === undefined) stop();
    else if (now - asked > SAME_PRESS) Deno.exit(130);
    asked ??= now;
  };
  for (const signal of signals) Deno.addSignalListener(signal, handle);
  return () => {
    for (const signal of signals) Deno.removeSignalListener(signal, handle);
  };
}

function newToken(): string {
  return crypto.getRandomValues(new Uint8Array(TOKEN_BYTES)).toBase64({ alphabet: "base64url" });
}
