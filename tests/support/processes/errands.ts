/**
 * A real worker that does errands, and what it says, in order.
 *
 * @module
 */

import type { ExitReason } from "../../../actors/runtime/actor.ts";
import { ActorSystem, type Spawned } from "../../../actors/runtime/actor_system.ts";
import { systemClock } from "../../../actors/runtime/system_clock.ts";
import { WorkerNode } from "../../../actors/runtime/threads/threads.ts";
import { workerThreads } from "../../../server/workers/web_worker.ts";
import type { Echo, Errand, ErrandActors } from "./errand_worker.ts";

/** Options for {@linkcode Errands}. */
export interface ErrandsOptions {
  /** Replaces the worker that does errands. */
  readonly module?: URL;
  /** A folder that the worker may write in. */
  readonly folder?: string;
  /** Called with each batch from the worker, before the next is taken. */
  readonly said?: (worker: Errands) => void;
}

/** A worker, and one actor in it. */
export class Errands implements Disposable {
  readonly errand: Spawned<Errand>;
  /** How the actor ended. */
  readonly exited: Promise<ExitReason>;
  readonly #system = new ActorSystem({ node: "main", clock: systemClock });
  readonly #node: WorkerNode<ErrandActors>;
  readonly #hearer: Spawned<Echo>;
  readonly #said: Echo[] = [];
  #heard = Promise.withResolvers<void>();

  constructor({ module, folder, said = () => {} }: ErrandsOptions = {}) {
    const receive = (echo: Echo) => {
      this.#said.push(echo);
      this.#heard.resolve();
    };
    this.#hearer = this.#system.spawn("hearer", () => ({ receive }), { mailbox: 1_000 });
    const startThread = workerThreads(
      module ?? new URL("errand_worker.ts", import.meta.url),
      {
        spin: true,
        ...folder !== undefined && { permissions: { read: [folder], write: [folder] } },
      },
    );
    this.#node = new WorkerNode(
      this.#system,
      (name, events) =>
        startThread(name, {
          ...events,
          received: (batch) => {
            events.received(batch);
            said(this);
          },
        }),
      "errands",
      () => {},
    );
    [this.errand, this.exited] = this.start("it");
  }

  /**
   * Starts an actor in the worker.
   *
   * @returns The actor, and how it ends.
   */
  start(id: string): [Spawned<Errand>, Promise<ExitReason>] {
    const { promise, resolve } = Promise.withResolvers<ExitReason>();
    const to = this.#hearer.ref.address;
    return [this.#node.spawn("errand", id, to, { mailbox: 1_000, exited: resolve }), promise];
  }

  /** Sends the actor these errands, in one batch. */
  async send(...errands: readonly Errand[]): Promise<void> {
    for (const errand of errands) this.errand.ref.send(errand);
    await Promise.resolve();
  }

  /** The next thing the actor says. */
  async next(): Promise<Echo> {
    for (;;) {
      const said = this.#said.shift();
      if (said !== undefined) return said;
      await this.#heard.promise;
      this.#heard = Promise.withResolvers();
    }
  }

  /** Terminates the worker, even in the middle of its work. */
  terminate(): void {
    this.#node.terminate();
  }

  [Symbol.dispose](): void {
    this.terminate();
    this.#hearer.kill();
  }
}
