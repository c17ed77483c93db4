/**
 * A real server with a store, killed and restarted on the same port.
 *
 * @module
 */

import { type RunningServer, startServer } from "../processes/real_process.ts";
import type { Transcript } from "../processes/transcript.ts";

/** The server across its runs. */
export class KillableServer implements AsyncDisposable {
  readonly port: number;
  readonly #args: readonly string[];
  #running: RunningServer;
  #alive = Promise.withResolvers<void>();
  #kills = 0;

  private constructor(running: RunningServer, args: readonly string[]) {
    this.#running = running;
    this.port = running.port;
    this.#args = args;
    this.#alive.resolve();
  }

  /** Starts the server, and waits until it listens. */
  static async start(...args: readonly string[]): Promise<KillableServer> {
    return new KillableServer(await startServer(args), args);
  }

  /** The number of kills so far. */
  get kills(): number {
    return this.#kills;
  }

  /** The running process; after a kill it waits for the next one. */
  async pid(): Promise<number> {
    await this.#alive.promise;
    return this.#running.program.pid;
  }

  /** The standard output of this run. */
  get output(): Transcript {
    return this.#running.program.output;
  }

  /** Everything that this run has printed. */
  get printed(): string {
    const { output, errors } = this.#running.program;
    return output.text + errors.text;
  }

  /** Kills the server by SIGKILL. */
  async kill(): Promise<void> {
    this.#kills++;
    this.#alive = Promise.withResolvers();
    this.#running.program.signal("SIGKILL");
    await this.#running[Symbol.asyncDispose]();
  }

  /** Starts the server again after a kill. */
  async restart(): Promise<void> {
    this.#running = await startServer([...this.#args, "--port", `${this.port}`]);
    this.#alive.resolve();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#running[Symbol.asyncDispose]();
  }
}
