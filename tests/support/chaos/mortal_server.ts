/**
 * A real server on a folder, that is killed and started anew on the same port.
 *
 * @module
 */

import { type RunningServer, startServer, type Transcript } from "../processes/real_process.ts";

/** The server, whichever run of it it is. */
export class MortalServer implements AsyncDisposable {
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

  /** Starts it, and waits until it listens. */
  static async start(...args: readonly string[]): Promise<MortalServer> {
    return new MortalServer(await startServer(args), args);
  }

  /** How often it was killed. */
  get kills(): number {
    return this.#kills;
  }

  /** The process of this run, or of the next where this one was just killed. */
  async pid(): Promise<number> {
    await this.#alive.promise;
    return this.#running.program.pid;
  }

  /** What this run prints. */
  get output(): Transcript {
    return this.#running.program.output;
  }

  /** All that this run has printed. */
  get printed(): string {
    const { output, errors } = this.#running.program;
    return output.text + errors.text;
  }

  /** Ends it where it stands: `kill -9`. */
  async kill(): Promise<void> {
    this.#kills++;
    this.#alive = Promise.withResolvers();
    this.#running.program.signal("SIGKILL");
    await this.#running[Symbol.asyncDispose]();
  }

  /** Starts it anew, once it was killed. */
  async startAnew(): Promise<void> {
    this.#running = await startServer([...this.#args, "--port", `${this.port}`]);
    this.#alive.resolve();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#running[Symbol.asyncDispose]();
  }
}
