/**
 * The server under measurement: its own process, started by `deno task server`, with a store in a
 * temporary folder.
 *
 * @module
 */

import { processTree, treeCpu, treeMemory } from "./process_tree.ts";
import { errorsIn, portIn } from "./server_output.ts";

/** This checkout. */
const PROJECT = new URL("../../..", import.meta.url).pathname;

/** Milliseconds until the server must have ended. It flushes its sockets for up to 3 s. */
const STOP_TIMEOUT = 10_000;

/** A running server. */
export class MeasuredServer implements AsyncDisposable {
  readonly port: number;
  readonly #child: Deno.ChildProcess;
  readonly #data: string;
  readonly #forgetSignals: () => void;

  private constructor(
    child: Deno.ChildProcess,
    port: number,
    data: string,
    forgetSignals: () => void,
  ) {
    this.#child = child;
    this.port = port;
    this.#data = data;
    this.#forgetSignals = forgetSignals;
  }

  /**
   * Starts a server on a free port of this machine.
   *
   * @throws {Error} With the server's own errors, if it does not listen.
   */
  static async start(...flags: readonly string[]): Promise<MeasuredServer> {
    const data = await Deno.makeTempDir({ prefix: "tospann-bench-" });
    const child = spawn(["--port", "0", "--data", data, ...flags]);
    const forgetSignals = stopOnSignals(child, data);
    const errors = errorsIn(child.stderr);
    const port = await portIn(child.stdout);
    if (port !== undefined) return new MeasuredServer(child, port, data, forgetSignals);
    forgetSignals();
    await stop(child, data);
    throw new Error(`Cannot start the server: ${await errors}`);
  }

  /** Memory of its processes, in MB. */
  memory(): Promise<number | undefined> {
    return treeMemory(this.#child.pid);
  }

  /** Processor time that its processes have used, in seconds. */
  cpu(): Promise<number | undefined> {
    return treeCpu(this.#child.pid);
  }

  /** Stops the server and deletes its store. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#forgetSignals();
    await stop(this.#child, this.#data);
  }
}

function spawn(flags: readonly string[]): Deno.ChildProcess {
  // Settings of the user's own servers do not apply to this one.
  const env = Object.entries(Deno.env.toObject()).filter(([name]) => !name.startsWith("TOSPANN_"));
  return new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", "server", "--host", "127.0.0.1", ...flags],
    cwd: PROJECT,
    clearEnv: true,
    env: { ...Object.fromEntries(env), NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** Stops the server when the benchmark is interrupted: `kill` reaches this process alone. */
function stopOnSignals(child: Deno.ChildProcess, data: string): () => void {
  async function stopAll(): Promise<void> {
    await stop(child, data);
    Deno.exit(130);
  }
  Deno.addSignalListener("SIGINT", stopAll);
  Deno.addSignalListener("SIGTERM", stopAll);
  return () => {
    Deno.removeSignalListener("SIGINT", stopAll);
    Deno.removeSignalListener("SIGTERM", stopAll);
  };
}

async function stop(child: Deno.ChildProcess, data: string): Promise<void> {
  // The task passes the signal on to the server. If the server hangs, each process is killed.
  const pids = await processTree(child.pid);
  signal(child.pid, "SIGTERM");
  const timer = setTimeout(() => pids.forEach((pid) => signal(pid, "SIGKILL")), STOP_TIMEOUT);
  await child.status;
  clearTimeout(timer);
  await Deno.remove(data, { recursive: true }).catch(() => {});
}

function signal(pid: number, name: Deno.Signal): void {
  try {
    Deno.kill(pid, name);
  } catch {
    // It has ended.
  }
}
