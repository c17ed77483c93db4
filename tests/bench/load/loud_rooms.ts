/**
 * Rooms that send as fast as the server takes it. A worker runs them, so that they do not delay the
 * measurement beside them.
 *
 * @module
 */

import { assertNever } from "../../../actors/encoding/assert_never.ts";
import type { BackToBack } from "./back_to_back.ts";
import type { FromLoudWorker, ToLoudWorker } from "./loud_messages.ts";

/** Loud rooms, from {@linkcode LoudRooms.start} to {@linkcode LoudRooms.stop}. */
export class LoudRooms implements Disposable {
  readonly #worker: Worker;
  readonly #started = Promise.withResolvers<void>();
  readonly #stopped = Promise.withResolvers<readonly BackToBack[]>();

  private constructor() {
    this.#worker = new Worker(new URL("loud_worker.ts", import.meta.url), { type: "module" });
    this.#worker.onmessage = ({ data }: MessageEvent<FromLoudWorker>) => this.#take(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#take({ type: "failed", message: event.message });
    };
    // A rejection that nobody awaits must not end the process.
    this.#stopped.promise.catch(() => {});
  }

  /**
   * Fills `rooms` rooms and starts to send.
   *
   * @throws {Error} If a client cannot join.
   */
  static async start(port: number, rooms: number): Promise<LoudRooms> {
    const loud = new LoudRooms();
    loud.#post({ type: "start", port, rooms });
    await loud.#started.promise;
    return loud;
  }

  /**
   * Stops sending, waits until all texts have arrived, and returns one result a room.
   *
   * @throws {Error} If the worker failed.
   */
  stop(): Promise<readonly BackToBack[]> {
    this.#post({ type: "stop" });
    return this.#stopped.promise;
  }

  /** Ends the worker and its connections. */
  [Symbol.dispose](): void {
    this.#worker.terminate();
  }

  #post(message: ToLoudWorker): void {
    this.#worker.postMessage(message);
  }

  #take(message: FromLoudWorker): void {
    switch (message.type) {
      case "started":
        this.#started.resolve();
        break;
      case "stopped":
        this.#stopped.resolve(message.results);
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
