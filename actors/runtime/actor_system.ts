/**
 * The actors of one thread: their addresses, their mailboxes and whose turn it is. What is addressed to another node
 * goes to the route that leads there. It knows nothing of threads itself; `worker_host.ts` and `worker_pool.ts` lay
 * the routes.
 *
 * @module
 */

import type { ActorRef, Address, Child, SpawnOptions, Start } from "./actor.ts";
import { ActorCell, type Cell, type CellEnvironment, type Undelivered } from "./actor_cell.ts";
import type { Clock } from "./clock.ts";
import { Mailbox } from "./mailbox.ts";

/** Postpones `run` to the end of the current turn. With an event loop, `queueMicrotask` does. */
export type Defer = (run: () => void) => void;

/** Takes what is for another node. */
export interface Route {
  readonly send: (to: string, message: unknown) => void;
}

/** What an {@linkcode ActorSystem} is made of. */
export interface SystemOptions {
  /** This node's name: the first part of its addresses. */
  readonly node: string;
  readonly clock: Clock;
  /** Puts off the actors' turns; by default to the end of what the event loop does now. */
  readonly defer?: Defer;
  /** Where all goes that is not for this node nor for a node with a route of its own. */
  readonly uplink?: Route;
  /** Told when messages could not be delivered, besides their being counted. */
  readonly undelivered?: (reason: Undelivered, count: number) => void;
}

/** A started actor: its ref, and what its supervisor needs. */
export interface Spawned<M> extends Child {
  readonly ref: ActorRef<M>;
}

/** All actors of one thread. */
export class ActorSystem {
  readonly node: string;
  readonly clock: Clock;
  readonly #options: SystemOptions;
  readonly #routes = new Map<string, Route>();
  readonly #cells = new Map<string, Cell>();
  readonly #undelivered = new Map<Undelivered, number>();
  readonly #host: CellEnvironment;
  /** Whose turn is next: each at most once. */
  readonly #ready = new Mailbox<Cell>(Infinity);
  #scheduled = false;

  constructor(options: SystemOptions) {
    this.node = options.node;
    this.clock = options.clock;
    this.#options = options;
    this.#host = {
      clock: options.clock,
      send: (to, message) => this.send(to, message),
      ready: (cell) => this.#makeReady(cell),
      undelivered: (reason, count) => this.count(reason, count),
      gone: (address) => this.#cells.delete(address),
    };
  }

  /** How many messages could not be delivered, by reason. */
  get undelivered(): ReadonlyMap<Undelivered, number> {
    return this.#undelivered;
  }

  /** How many actors live here. */
  get size(): number {
    return this.#cells.size;
  }

  /** The address that an actor called `id` has, or will have, on this node. */
  address<M>(id: string): Address<M> {
    // The one place where addresses are made: the brand says that this system knows what it takes.
    return `${this.node}/${id}` as Address<M>;
  }

  /** A ref from an address, wherever it leads. */
  ref<M>(address: Address<M>): ActorRef<M> {
    return { address, send: (message) => this.send(address, message) };
  }

  /**
   * Starts an actor called `id` on this node.
   *
   * @throws {TypeError} If an actor of that name lives here: a fault of ours.
   */
  spawn<M>(id: string, start: Start<M>, options: SpawnOptions): Spawned<M> {
    const address = this.address<M>(id);
    if (this.#cells.has(address)) throw new TypeError(`Cannot start an actor: ${address} lives`);
    const ref = this.ref(address);
    const cell = new ActorCell<M>(ref, options, this.#host);
    this.#cells.set(address, cell);
    cell.start(start);
    return { ref, stop: () => cell.stop(), kill: () => cell.kill() };
  }

  /** Puts `message` in the mailbox at `to`, on whatever node that is. */
  send<M>(to: Address<M>, message: M): void {
    const cell = this.#cells.get(to);
    if (cell !== undefined) return cell.put(message);
    const node = to.slice(0, to.indexOf("/"));
    if (node === this.node) return this.count("no such actor");
    const route = this.#routes.get(node) ?? this.#options.uplink;
    if (route === undefined) return this.count("no such node");
    route.send(to, message);
  }

  /** Lays a route to `node`; without one, takes it up again. */
  route(node: string, route: Route | undefined): void {
    if (route === undefined) this.#routes.delete(node);
    else this.#routes.set(node, route);
  }

  /** Counts messages that nobody will get. */
  count(reason: Undelivered, messages = 1): void {
    if (messages === 0) return;
    this.#undelivered.set(reason, (this.#undelivered.get(reason) ?? 0) + messages);
    this.#options.undelivered?.(reason, messages);
  }

  #makeReady(cell: Cell): void {
    this.#ready.put(cell);
    if (this.#scheduled) return;
    this.#scheduled = true;
    (this.#options.defer ?? queueMicrotask)(() => this.#run());
  }

  #run(): void {
    // `#scheduled` stays up: what becomes ready meanwhile has its turn in this same run.
    for (let cell = this.#ready.take(); cell !== undefined; cell = this.#ready.take()) cell.turn();
    this.#scheduled = false;
  }
}
