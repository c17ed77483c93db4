/**
 * `deno task server`: reads the flags, starts a server on the real world, writes its log, and
 * returns the exit code.
 *
 * @module
 */

import { getAvailablePort } from "@std/net/get-available-port";
import { getNetworkAddress } from "@std/net/get-network-address";
import {
  GIVING_BACK_MS,
  type OpenConsole,
  type OperatorConsole,
} from "../actors/messages/operator_console.ts";
import { formatAddress } from "../actors/encoding/network_address.ts";
import { texts } from "../actors/languages/languages.ts";
import { describeError } from "../actors/runtime/actor.ts";
import { systemClock } from "../actors/runtime/system_clock.ts";
import { parseConfig, type ServerConfig } from "./config.ts";
import { COMMAND_WORDS } from "./operator/commands.ts";
import type { OperatorEvent } from "./operator/operator.ts";
import {
  type ConsoleState,
  describeOperatorEvent,
  takeConsoleLine,
} from "./operator/console_lines.ts";
import { callable } from "./operator/people.ts";
import { formatJson, formatText, type ServerEvent } from "./log.ts";
import { type LogWriter, logWriter } from "./log_writer.ts";
import { type RunningServer, startServer } from "./server.ts";
import { onInterruptions } from "./signals.ts";
import { describeProblem, type StoreProblem } from "./store/problems.ts";
import { type OpenStore, openStore } from "./store/store_worker_child.ts";
import { listenTcp } from "./net/tcp.ts";
import type { TransportListener } from "./net/transport.ts";
import { denoHttp } from "./http/deno_http.ts";
import { pageFiles } from "./http/static_files.ts";
import { workerThreads } from "./workers/web_worker.ts";

/** Bytes of a seat's token. They fill whole letters of base64, and 128 bits would do. */
const TOKEN_BYTES = 24;

const SESSION_WORKER = new URL("../actors/worker/main.ts", import.meta.url);

/** The folder of the built page. */
const PAGE = new URL("../client/web/dist/", import.meta.url);

const STORE_WORKER = new URL("./store/worker_main.ts", import.meta.url);

/** Milliseconds for a slow reader to take the last lines of the log. */
const LAST_LINES = 1_000;

/**
 * Runs a server until it is stopped.
 *
 * @param args The words after the command.
 * @param openConsole Opens the operator's console on the terminal. By default nothing is read.
 * @returns The process's exit code: 0 stopped, 1 failed, 2 wrong flags.
 */
export async function runServer(
  args: readonly string[],
  openConsole: OpenConsole = () => undefined,
): Promise<number> {
  const parsed = parseConfig(args, (name) => Deno.env.get(name));
  if (parsed.type === "help") console.log(parsed.text);
  if (parsed.type === "wrong") console.error(parsed.text);
  if (parsed.type !== "config") return parsed.type === "help" ? 0 : 2;

  const { log: form, language } = parsed.config;
  const format = (event: ServerEvent) =>
    form === "json" ? formatJson(event, systemClock.now()) : formatText(event, language);
  const log = logWriter(
    (bytes) => Deno.stdout.write(bytes),
    (count) => format({ type: "linesLeftOut", count }),
  );
  const code = await serve(parsed.config, log, format, openConsole);
  const { promise: tooLate, resolve } = Promise.withResolvers<void>();
  systemClock.schedule(LAST_LINES, resolve);
  await Promise.race([log.written(), tooLate]);
  return code;
}

async function serve(
  config: ServerConfig,
  log: LogWriter,
  format: (event: ServerEvent) => string,
  openConsole: OpenConsole,
): Promise<number> {
  const { data, language } = config;
  let terminal: OperatorConsole | undefined = undefined;
  let names: readonly string[] = [];
  const print = (line: string) => (terminal ?? log).print(line);
  const report = (event: ServerEvent) => print(format(event));
  const notifyOperator = (event: OperatorEvent) => {
    if (event.type === "people" || event.type === "names") names = callable(event.people);
    for (const line of describeOperatorEvent(event, language)) print(line);
  };
  report({ type: "starting" });
  const words = texts[language].server;
  const store = data === null ? null : await openStoreIn(data);
  if (store !== null && store.type !== "opened") {
    console.error(words.storeUnopened(describeProblem(store, data ?? "", language)));
    return 1;
  }
  let server: RunningServer;
  try {
    server = startServer(config, {
      clock: systemClock,
      listen: (port) => listenTcp(config.host, port),
      startSessionThread: workerThreads(SESSION_WORKER, { spin: true }),
      startGreeterThread: workerThreads(SESSION_WORKER),
      startStoreThread: store?.startThread ?? null,
      http: denoHttp,
      loadPage: pageFiles(PAGE),
      newToken,
      collect,
      report,
      notifyOperator,
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

  const stop = () => {
    report({ type: "stopping" });
    server.stop();
  };
  const { interrupted, forget } = onInterruptions(stop, () => endAtOnce(terminal));
  const { sendCommand: send } = server;
  const desk: ConsoleState = { language, send, stop: interrupted, print };
  await log.written();
  const opened = openConsole({
    language,
    commands: COMMAND_WORDS,
    names: () => names,
    begun: () => send({ type: "listNames" }),
    typed: (line) => takeConsoleLine(desk, line),
    interrupted,
  });
  // This is for the person at the terminal. In the background the log often goes elsewhere.
  if (opened === "background") console.error(words.operator.inBackground);
  else terminal = opened;
  if (terminal !== undefined) print(words.operator.hint);
  const reason = await server.ended;
  const failed = reason.type === "crashed";
  if (failed) report({ type: "gaveUp" });
  await terminal?.close();
  // A signal without a listener would end the process before the terminal is restored.
  forget();
  return failed ? 1 : 0;
}

/** Opens the store in threads that may read and write its folder, and have no other permission. */
function openStoreIn(folder: string): Promise<OpenStore | StoreProblem> {
  const permissions = { read: [folder], write: [folder] };
  return openStore(folder, workerThreads(STORE_WORKER, { permissions }));
}

function describeListenError(error: unknown, { host, port, language }: ServerConfig): string {
  const words = texts[language].server;
  const address = formatAddress(host, port);
  return error instanceof Deno.errors.AddrInUse
    ? words.portInUse(address, getAvailablePort())
    : words.cannotListen(describeError(error));
}

/** The address for other machines of the network, if this one has any. */
function reachableAddress({ hostname, port }: TransportListener["addr"]): string | undefined {
  if (/^127\.|^::1$/.test(hostname)) return undefined;
  const everywhere = hostname === "0.0.0.0" || hostname === "::";
  const host = everywhere ? getNetworkAddress() : hostname;
  return host === undefined ? undefined : formatAddress(host, port);
}

/** Restores the terminal if that is quick, then exits. */
function endAtOnce(terminal: OperatorConsole | undefined): void {
  const end = () => Deno.exit(130);
  if (terminal === undefined) return end();
  systemClock.schedule(GIVING_BACK_MS, end);
  terminal.close().finally(end);
}

/**
 * Needs V8's `--expose-gc`, which the task sets. One plain collection leaves most pages half empty.
 */
function collect(): void {
  const { gc } = globalThis as { gc?: (how: { type: "major"; flavor: "last-resort" }) => void };
  gc?.({ type: "major", flavor: "last-resort" });
}

function newToken(): string {
  return crypto.getRandomValues(new Uint8Array(TOKEN_BYTES)).toBase64({ alphabet: "base64url" });
}
