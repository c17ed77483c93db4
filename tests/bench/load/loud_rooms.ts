/**
 * Loud rooms, as the driver holds them: they are loud from here on, until told to stop.
 *
 * @module
 */

import { assertNever } from "../../../actors/encoding/assert_never.ts";
import type { FromLoud, ToLoud } from "./loud_messages.ts";
import type { Streamed } from "./stream.ts";

/** Rooms that speak as fast as the server takes it. */
export class LoudRooms implements Disposable {
  readonly #worker: Worker;
  readonly #started = Promise.withResolvers<void>();
  readonly #stopped = Promise.withResolvers<readonly Streamed[]>();

  private constructor() {
    this.#worker = new Worker(new URL("loud_worker.ts", import.meta.url), { type: "module" });
    this.#worker.onmessage = ({ data }: MessageEvent<FromLoud>) => this.#hear(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#hear({ type: "failed", message: event.message });
    };
    // Whoever asks for it is told; nobody may ask.
    this.#stopped.promise.catch(() => {});
  }

  /**
   * Fills so many rooms and lets them speak.
   *
   * @throws {Error} If they cannot be filled.
   */
  static async start(port: number, rooms: number): Promise<LoudRooms> {
    const loud = new LoudRooms();
    loud.#tell({ type: "start", port, rooms });
    await loud.#started.promise;
    return loud;
  }

  /**
   * Lets them finish, and tells what came of each.
   *
   * @throws {Error} If something of it failed.
   */
  stop(): Promise<readonly Streamed[]> {
    this.#tell({ type: "stop" });
    return this.#stopped.promise;
  }

  /** Ends the thread, and with it their connections. */
  [Symbol.dispose](): void {
    this.#worker.terminate();
  }

  #tell(message: ToLoud): void {
    this.#worker.postMessage(message);
  }

  #hear(message: FromLoud): void {
    switch (message.type) {
      case "started":
        this.#started.resolve();
        break;
      case "stopped":
        this.#stopped.resolve(message.streams);
        break;
      case "failed":
        this.#started.reject(new Error(message.message));
        this.#stopped.reject(new Error(message.message));
        break;
      default:
        assertNever(message);
    }
  }
}
