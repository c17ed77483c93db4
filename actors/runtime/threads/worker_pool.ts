/**
 * Placement: which worker an actor lives in. Each actor gets its own worker, up to a limit; after
 * that, actors share the least loaded. The pool keeps one worker warm while a client is likely to
 * come, so that clients do not wait for a thread to start. A worker whose last actor ended by
 * itself becomes warm again, or ends if there are enough. A worker whose actor crashed or was
 * killed is not used again.
 *
 * @module
 */

import type { ExitReason } from "../actor.ts";
import type { ActorSystem } from "../actor_system.ts";
import type { ActorTypes } from "./worker_entry.ts";
import { type SpawnInWorker, type StartThread, WorkerNode } from "./worker_node.ts";

/**
 * Milliseconds from the use of the warm worker to the start of the next. Starting a thread blocks
 * the starter's own thread for a while, and a client that has just come must be welcomed first.
 */
const WARM_DELAY_MS = 50;

/**
 * The most idle workers kept after their last actor, so that a client that arrives while another
 * leaves finds one. Starting a worker takes longer than all else done for a new client.
 */
const MAX_WARM = 2;

/** The parts of a {@linkcode WorkerPool}. */
export interface PoolOptions {
  readonly system: ActorSystem;
  readonly startThread: StartThread;
  /** The most workers, including warm ones; at least one. */
  readonly maxWorkers: number;
  /**
   * Whether to keep a warm worker while `inUse` workers are busy. Without one, the next client
   * waits for a worker to start. A warm worker takes megabytes.
   */
  readonly keepWarm: (inUse: number) => boolean;
}

/** Places actors in workers. */
export class WorkerPool<A extends ActorTypes> {
  readonly #options: PoolOptions;
  readonly #nodes = new Set<WorkerNode<A>>();
  readonly #warm: WorkerNode<A>[] = [];
  #started = 0;
  #closed = false;
  #cancelWarming = () => {};

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#warmUp();
  }

  /** How many workers run, including warm ones. */
  get size(): number {
    return this.#nodes.size;
  }

  /**
   * Starts an actor in its own worker, or in the least loaded one at the limit. The pool's ids are
   * unique for its whole life.
   *
   * @throws {TypeError} If the pool is closed: our own bug.
   */
  readonly spawn: SpawnInWorker<A> = (type, id, init, options) => {
    if (this.#closed) throw new TypeError(`Cannot start ${id}: the pool is closed`);
    const node = this.#warm.pop() ?? this.#newOrLeastLoaded();
    const spawned = node.spawn(type, id, init, {
      mailbox: options.mailbox,
      exited: (reason) => {
        if (node.load === 0) this.#release(node, reason);
        options.exited?.(reason);
      },
    });
    this.#warmUpSoon();
    return spawned;
  };

  /** Terminates all workers. Their actors are killed. */
  close(): void {
    this.#closed = true;
    this.#cancelWarming();
    for (const node of [...this.#nodes]) node.terminate();
  }

  #release(node: WorkerNode<A>, reason: ExitReason): void {
    const sound = reason.type === "normal" || reason.type === "shutdown";
    if (!sound || this.#closed || this.#warm.length >= MAX_WARM) return node.terminate();
    this.#warm.push(node);
    this.#cancelWarming();
  }

  #newOrLeastLoaded(): WorkerNode<A> {
    if (this.#nodes.size < this.#options.maxWorkers) return this.#startNode();
    return [...this.#nodes].reduce((least, node) => node.load < least.load ? node : least);
  }

  #warmUp(): void {
    if (this.#closed || this.#warm.length > 0) return;
    const { maxWorkers, keepWarm: expects } = this.#options;
    const inUse = this.#nodes.size;
    if (inUse < maxWorkers && expects(inUse)) this.#warm.push(this.#startNode());
  }

  #warmUpSoon(): void {
    this.#cancelWarming();
    this.#cancelWarming = this.#options.system.clock.schedule(WARM_DELAY_MS, () => this.#warmUp());
  }

  #startNode(): WorkerNode<A> {
    const { system, startThread } = this.#options;
    const node = new WorkerNode<A>(system, startThread, `worker${++this.#started}`, () => {
      this.#nodes.delete(node);
      // A warm worker that dies before its first use would only die again. The next client tries
      // anew.
      const index = this.#warm.indexOf(node);
      if (index !== -1) this.#warm.splice(index, 1);
      else if (!this.#closed) this.#warmUpSoon();
    });
    this.#nodes.add(node);
    return node;
  }
}
