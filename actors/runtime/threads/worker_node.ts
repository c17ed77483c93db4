/**
 * A worker as its starter sees it: a node whose actors are started, stopped and observed through a
 * channel. If the thread dies, all its actors have crashed. If it is terminated, all are killed.
 *
 * @module
 */

import { assertNever } from "../../encoding/assert_never.ts";
import type { Address, ExitReason, SpawnOptions } from "../actor.ts";
import { BatchSender, type FromWorker, type ToWorker } from "./worker_protocol.ts";
import type { ActorSystem, Spawned } from "../actor_system.ts";
import type { ActorTypes } from "./worker_entry.ts";

/** A thread, and the way to send to it. */
export interface Thread {
  readonly post: (batch: readonly ToWorker[]) => void;
  /** Ends the thread, even in the middle of its work. */
  readonly terminate: () => void;
}

/** What a thread reports. */
export interface ThreadEvents {
  readonly received: (batch: readonly FromWorker[]) => void;
  /** The thread died of an error that none of its actors caught. */
  readonly died: (error: string) => void;
}

/**
 * Starts a thread as the node called `node`. The real ones are Web Workers; in tests they run on
 * the same thread.
 */
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
  readonly #sender: BatchSender<ToWorker>;
  readonly #actors = new Map<string, (reason: ExitReason) => void>();
  /**
   * How many actors of each id were killed whose exit the thread has not reported yet. Those late
   * reports are not passed on, and must not be taken for the exit of a later actor.
   */
  readonly #killed = new Map<string, number>();
  readonly #ended: () => void;
  #alive = true;

  /** @param ended Called once, when the thread has ended. */
  constructor(system: ActorSystem, startThread: StartThread, node: string, ended: () => void) {
    this.node = node;
    this.#system = system;
    this.#ended = ended;
    this.#thread = startThread(node, {
      received: (batch) => batch.forEach((envelope) => this.#received(envelope)),
      died: (error) => this.#end({ type: "crashed", error }),
    });
    this.#sender = new BatchSender((batch) => {
      if (this.#alive) this.#thread.post(batch);
    });
    system.route(node, {
      send: (to, message) => this.#sender.add({ type: "deliver", to, message }),
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
    // Made as ActorSystem.address does. The declared type above narrows what this actor takes.
    const address = `${this.node}/${id}` as Address<unknown>;
    if (!this.#alive) throw new TypeError(`Cannot start an actor: ${this.node} has ended`);
    if (this.#actors.has(id)) throw new TypeError(`Cannot start an actor: ${address} lives`);
    const exited = (reason: ExitReason) => options.exited?.(reason);
    this.#actors.set(id, exited);
    this.#sender.add({ type: "spawn", id, actor: type, mailbox: options.mailbox, init });
    return {
      ref: this.#system.ref(address),
      stop: () => {
        // A later actor may have the same id.
        if (this.#actors.get(id) === exited) this.#sender.add({ type: "stop", id });
      },
      kill: () => {
        if (this.#actors.get(id) !== exited) return;
        // Ended here at once: a worker that hangs would not answer.
        this.#sender.add({ type: "kill", id });
        this.#killed.set(id, (this.#killed.get(id) ?? 0) + 1);
        this.#exited(id, { type: "killed" });
      },
    };
  };

  /** Ends the thread. Its actors are killed. */
  terminate(): void {
    this.#end({ type: "killed" });
  }

  #received(envelope: FromWorker): void {
    switch (envelope.type) {
      case "deliver":
        // The sender's side has checked the type; the brand is lost in the channel.
        return this.#system.send(envelope.to as Address<unknown>, envelope.message);
      case "exited":
        return this.#receivedExit(envelope.id, envelope.reason);
      case "undelivered":
        return this.#system.count(envelope.reason, envelope.count);
      default:
        assertNever(envelope);
    }
  }

  /** The thread reports each exit once, in the order of the starts of one id. */
  #receivedExit(id: string, reason: ExitReason): void {
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
    // First: a caller that restarts an actor at its exit must not find room here.
    this.#ended();
    for (const id of [...this.#actors.keys()]) this.#exited(id, reason);
  }
}
