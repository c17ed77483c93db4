/**
 * The server that is measured: a process of its own, as a person starts it, with a store in a folder of its own.
 *
 * @module
 */

import { processTree, treeCpu, treeMemory } from "./process_tree.ts";
import { lastWords, portIn } from "./server_output.ts";

/** Milliseconds in which it has to end: it writes out what is on its way for 3 s. */
const ENDS_WITHIN = 10_000;

/** What is known of a server once it listens. */
interface Started {
  readonly port: number;
  readonly startedIn: number;
  readonly data: string;
  readonly errors: Promise<string>;
  readonly stopListening: () => void;
}

/** A running server. */
export class MeasuredServer implements AsyncDisposable {
  readonly port: number;
  /** Milliseconds from the start of its process to the line that says where it listens. */
  readonly startedIn: number;
  /** What it said on stderr when it ended without being told to; `null`: it did not. */
  crashed: string | null = null;
  readonly #child: Deno.ChildProcess;
  readonly #data: string;
  readonly #stopListening: () => void;
  #isTold = false;

  private constructor(child: Deno.ChildProcess, fields: Started) {
    this.#child = child;
    this.port = fields.port;
    this.startedIn = fields.startedIn;
    this.#data = fields.data;
    this.#stopListening = fields.stopListening;
    this.#watch(fields.errors);
  }

  /**
   * Starts `deno task server` in `project`, on a free port of this machine.
   *
   * @throws {Error} With its last words, if it does not come to listen.
   */
  static start(project: string, flags: readonly string[]): Promise<MeasuredServer> {
    const task = ["task", "--quiet", "server", "--host", "127.0.0.1", "--port", "0"];
    return MeasuredServer.#launch(project, (data) => [...task, "--data", data, ...flags]);
  }

  /**
   * Starts the relay beside this file, with the same flags for V8 as the server's task has.
   *
   * @throws {Error} As {@linkcode MeasuredServer.start}.
   */
  static startRelay(): Promise<MeasuredServer> {
    const flags = "--v8-flags=--max-semi-space-size=1,--no-sparkplug,--no-incremental-marking-task";
    const { pathname } = new URL("relay/relay.ts", import.meta.url);
    return MeasuredServer.#launch(
      new URL("../..", import.meta.url).pathname,
      () => [
        "run",
        "--quiet",
        flags,
        "--no-prompt",
        "--allow-net=127.0.0.1",
        "--allow-read",
        pathname,
      ],
    );
  }

  static async #launch(
    folder: string,
    args: (data: string) => readonly string[],
  ): Promise<MeasuredServer> {
    const data = await Deno.makeTempDir({ prefix: "tospann-bench-" });
    const start = performance.now();
    const child = spawn(folder, args(data));
    const stopListening = endWithUs(child, data);
    const errors = lastWords(child.stderr);
    const port = await portIn(child.stdout);
    const startedIn = performance.now() - start;
    if (port === undefined) {
      stopListening();
      await end(child, data);
      throw new Error(`Cannot start a server in ${folder}: ${(await errors).trim()}`);
    }
    return new MeasuredServer(child, { port, startedIn, data, errors, stopListening });
  }

  /** Memory of its processes, in MB. */
  memory(): Promise<number | undefined> {
    return treeMemory(this.#child.pid);
  }

  /** Processor time that it has had, in seconds. */
  cpu(): Promise<number | undefined> {
    return treeCpu(this.#child.pid);
  }

  /** Ends it, and clears away what it stored. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isTold = true;
    this.#stopListening();
    await end(this.#child, this.#data);
  }

  async #watch(errors: Promise<string>): Promise<void> {
    const { code } = await this.#child.status;
    if (!this.#isTold) this.crashed = `exit code ${code}: ${(await errors).trim()}`;
  }
}

function spawn(cwd: string, args: readonly string[]): Deno.ChildProcess {
  // What the person who measures has set for servers of their own is not for this one.
  const env = Object.entries(Deno.env.toObject()).filter(([name]) => !name.startsWith("TOSPANN_"));
  return new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd,
    clearEnv: true,
    env: { ...Object.fromEntries(env), NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** A server must not outlive the run that is broken off: by Ctrl-C both hear of it, by `kill` only this process. */
function endWithUs(child: Deno.ChildProcess, data: string): () => void {
  async function endAll(): Promise<void> {
    await end(child, data);
    Deno.exit(130);
  }
  Deno.addSignalListener("SIGINT", endAll);
  Deno.addSignalListener("SIGTERM", endAll);
  return () => {
    Deno.removeSignalListener("SIGINT", endAll);
    Deno.removeSignalListener("SIGTERM", endAll);
  };
}

async function end(child: Deno.ChildProcess, data: string): Promise<void> {
  // The task hands the signal on to the server; if that hangs, each is ended by itself.
  const pids = await processTree(child.pid);
  signal(child.pid, "SIGTERM");
  const timer = setTimeout(() => pids.forEach((pid) => signal(pid, "SIGKILL")), ENDS_WITHIN);
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
