/**
 * Placement: which worker an actor lives in. Each gets one of its own, until so many run; then the least loaded are
 * shared. One worker is kept warm while somebody is expected, so that nobody waits for a thread to start. A worker whose
 * last actor has gone by itself is warm again, unless there are enough; else it ends. One whose actor crashed or was
 * killed is never used again.
 *
 * @module
 */

import type { ExitReason } from "../actor.ts";
import type { ActorSystem } from "../actor_system.ts";
import type { ActorTypes } from "./worker_entry.ts";
import { type SpawnInWorker, type StartThread, WorkerNode } from "./worker_node.ts";

/**
 * Milliseconds from the taking of the warm worker to the start of the next. To start a thread holds up the starter's own
 * for 10 to 25 ms: whoever has just come is to be welcome before that.
 */
const WARM_AFTER = 50;

/**
 * Workers without an actor that are kept, of those that had one: whoever comes while another goes finds one too. To start one
 * takes twice as long as all else that is done for a newcomer.
 */
const MAX_WARM = 2;

/** What a {@linkcode WorkerPool} is made of. */
export interface PoolOptions {
  readonly system: ActorSystem;
  readonly startThread: StartThread;
  /** Workers at most, the warm one among them; at least one. */
  readonly maxWorkers: number;
  /**
   * Whether one more actor is to be expected where so many workers are in use. Whoever comes all the same has its worker
   * started then; a warm one takes 9 MB.
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
  #forgetWarming = () => {};

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#warmUp();
  }

  /** How many workers run, the warm one among them. */
  get size(): number {
    return this.#nodes.size;
  }

  /**
   * Starts an actor in a worker of its own, or in the least loaded one where there are as many as may be.
   *
   * @param id Unique among all that the pool ever starts.
   * @throws {TypeError} If the pool is closed: a fault of ours.
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

  /** Ends all workers; their actors are killed. */
  close(): void {
    this.#closed = true;
    this.#forgetWarming();
    for (const node of [...this.#nodes]) node.terminate();
  }

  #release(node: WorkerNode<A>, reason: ExitReason): void {
    const sound = reason.type === "normal" || reason.type === "shutdown";
    if (!sound || this.#closed || this.#warm.length >= MAX_WARM) return node.terminate();
    this.#warm.push(node);
    this.#forgetWarming();
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
    this.#forgetWarming();
    this.#forgetWarming = this.#options.system.clock.schedule(WARM_AFTER, () => this.#warmUp());
  }

  #startNode(): WorkerNode<A> {
    const { system, startThread } = this.#options;
    const node = new WorkerNode<A>(system, startThread, `worker${++this.#started}`, () => {
      this.#nodes.delete(node);
      // A warm worker that dies before it was ever used would only die again: the next client tries anew.
      const place = this.#warm.indexOf(node);
      if (place !== -1) this.#warm.splice(place, 1);
      else if (!this.#closed) this.#warmUpSoon();
    });
    this.#nodes.add(node);
    return node;
  }
}
