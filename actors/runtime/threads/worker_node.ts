/**
 * A worker as the thread that started it sees it: a node whose actors are started, stopped and heard of through a
 * line. When the thread dies, all its actors have crashed; when it is ended, all are killed.
 *
 * @module
 */

import { assertNever } from "../../encoding/assert_never.ts";
import type { Address, ExitReason, SpawnOptions } from "../actor.ts";
import { BatchSender, type FromWorker, type ToWorker } from "./worker_protocol.ts";
import type { ActorSystem, Spawned } from "../actor_system.ts";
import type { ActorTypes } from "./worker_entry.ts";

/** A thread, and the line to it. */
export interface Thread {
  readonly post: (batch: readonly ToWorker[]) => void;
  /** Ends it, whatever it is doing. */
  readonly terminate: () => void;
}

/** What a thread tells. */
export interface ThreadEvents {
  readonly received: (batch: readonly FromWorker[]) => void;
  /** It died of something that none of its actors caught. */
  readonly died: (error: string) => void;
}

/** Starts a thread as the node called `node`. Real ones are Web Workers; the tests' run on the same thread. */
export type StartThread = (node: string, events: ThreadEvents) => Thread;

/**
 * Starts an actor in a worker. Its address is valid at once: the channel keeps what others send
 * before the actor lives.
 *
 * @param type Which actor, by its name among those that the worker can start.
 */
export type SpawnInWorker<A extends ActorTypes> = <T extends keyof A & string>(
  type: T,
  id: string,
  init: A[T]["init"],
  options: SpawnOptions,
) => Spawned<A[T]["message"]>;

/** A worker and the actors in it. */
export class WorkerNode<A extends ActorTypes> {
  readonly node: string;
  readonly #system: ActorSystem;
  readonly #thread: Thread;
  readonly #outbox: BatchSender<ToWorker>;
  readonly #actors = new Map<string, (reason: ExitReason) => void>();
  /** How many of each id were killed whose exit the thread has still to tell: it is not news, nor a later one's. */
  readonly #killed = new Map<string, number>();
  readonly #ended: () => void;
  #alive = true;

  /** @param ended Called once, when the thread is no more. */
  constructor(system: ActorSystem, startThread: StartThread, node: string, ended: () => void) {
    this.node = node;
    this.#system = system;
    this.#ended = ended;
    this.#thread = startThread(node, {
      received: (batch) => batch.forEach((envelope) => this.#received(envelope)),
      died: (error) => this.#end({ type: "crashed", error }),
    });
    this.#outbox = new BatchSender((batch) => {
      if (this.#alive) this.#thread.post(batch);
    });
    system.route(node, {
      send: (to, message) => this.#outbox.add({ type: "deliver", to, message }),
    });
  }

  /** How many actors live there. */
  get load(): number {
    return this.#actors.size;
  }

  /**
   * Starts an actor in this worker.
   *
   * @throws {TypeError} If an actor with this id lives there, or the thread has ended: our own bug.
   */
  readonly spawn: SpawnInWorker<A> = (type, id, init, options) => {
    // As ActorSystem.address makes them. The declared type above narrows what this actor takes.
    const address = `${this.node}/${id}` as Address<unknown>;
    if (!this.#alive) throw new TypeError(`Cannot start an actor: ${this.node} is no more`);
    if (this.#actors.has(id)) throw new TypeError(`Cannot start an actor: ${address} lives`);
    const exited = (reason: ExitReason) => options.exited?.(reason);
    this.#actors.set(id, exited);
    this.#outbox.add({ type: "spawn", id, actor: type, mailbox: options.mailbox, init });
    return {
      ref: this.#system.ref(address),
      stop: () => {
        // There may be a later one of the same id.
        if (this.#actors.get(id) === exited) this.#outbox.add({ type: "stop", id });
      },
      kill: () => {
        if (this.#actors.get(id) !== exited) return;
        // Gone from here whatever it does there: a worker that hangs answers no more.
        this.#outbox.add({ type: "kill", id });
        this.#killed.set(id, (this.#killed.get(id) ?? 0) + 1);
        this.#exited(id, { type: "killed" });
      },
    };
  };

  /** Ends the thread; its actors are killed. */
  terminate(): void {
    this.#end({ type: "killed" });
  }

  #received(envelope: FromWorker): void {
    switch (envelope.type) {
      case "deliver":
        // Typed where it was sent; the brand is lost only on the line.
        return this.#system.send(envelope.to as Address<unknown>, envelope.message);
      case "exited":
        return this.#heardOfExit(envelope.id, envelope.reason);
      case "undelivered":
        return this.#system.count(envelope.reason, envelope.count);
      default:
        assertNever(envelope);
    }
  }

  /** The thread tells every actor's exit once, in the order in which those of one id were started. */
  #heardOfExit(id: string, reason: ExitReason): void {
    const killed = this.#killed.get(id) ?? 0;
    if (killed === 0) return this.#exited(id, reason);
    if (killed === 1) this.#killed.delete(id);
    else this.#killed.set(id, killed - 1);
  }

  #exited(id: string, reason: ExitReason): void {
    const exited = this.#actors.get(id);
    this.#actors.delete(id);
    exited?.(reason);
  }

  #end(reason: ExitReason): void {
    if (!this.#alive) return;
    this.#alive = false;
    this.#system.route(this.node, undefined);
    this.#thread.terminate();
    // First, so that whoever starts an actor again on hearing of its end does not find a place here.
    this.#ended();
    for (const id of [...this.#actors.keys()]) this.#exited(id, reason);
  }
}
