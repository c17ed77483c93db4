/**
 * The actors of one thread: their addresses, their mailboxes and the order of their turns. A
 * message for another node goes to the route that leads there. It must not know what a route is
 * made of.
 *
 * @module
 */

import type { ActorRef, Address, Child, SpawnOptions, Start } from "./actor.ts";
import { ActorCell, type Cell, type CellEnvironment, type Undelivered } from "./actor_cell.ts";
import type { Clock } from "./clock.ts";
import { Mailbox } from "./mailbox.ts";

/**
 * Postpones `run` to the end of the current turn. On a thread with an event loop, `queueMicrotask`
 * does that.
 */
export type Defer = (run: () => void) => void;

/** Takes messages for another node. */
export interface Route {
  readonly send: (to: string, message: unknown) => void;
}

/** The parts of an {@linkcode ActorSystem}. */
export interface SystemOptions {
  /** This node's name: the first part of its addresses. */
  readonly node: string;
  readonly clock: Clock;
  /** Postpones the actors' turns; `queueMicrotask` by default. */
  readonly defer?: Defer;
  /** Takes all messages for nodes that have no route of their own. */
  readonly uplink?: Route;
  /** Called at each count of undelivered messages. */
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
  readonly #environment: CellEnvironment;
  /** The cells whose turn is next, each at most once. */
  readonly #ready = new Mailbox<Cell>(Infinity);
  #scheduled = false;

  constructor(options: SystemOptions) {
    this.node = options.node;
    this.clock = options.clock;
    this.#options = options;
    this.#environment = {
      clock: options.clock,
      send: (to, message) => this.send(to, message),
      ready: (cell) => this.#makeReady(cell),
      undelivered: (reason, count) => this.count(reason, count),
      gone: (address) => this.#cells.delete(address),
    };
  }

  /** Messages that could not be delivered, counted by reason. */
  get undelivered(): ReadonlyMap<Undelivered, number> {
    return this.#undelivered;
  }

  /** How many actors live here. */
  get size(): number {
    return this.#cells.size;
  }

  /** The address on this node of the actor `id`, whether or not it has started. */
  address<M>(id: string): Address<M> {
    // Addresses are made only here. The brand says that this system knows what the actor takes.
    return `${this.node}/${id}` as Address<M>;
  }

  /** Makes a ref from an address on any node. */
  ref<M>(address: Address<M>): ActorRef<M> {
    return { address, send: (message) => this.send(address, message) };
  }

  /**
   * Starts an actor called `id` on this node.
   *
   * @throws {TypeError} If an actor with this id lives here: our own bug.
   */
  spawn<M>(id: string, start: Start<M>, options: SpawnOptions): Spawned<M> {
    const address = this.address<M>(id);
    if (this.#cells.has(address)) throw new TypeError(`Cannot start an actor: ${address} lives`);
    const ref = this.ref(address);
    const cell = new ActorCell<M>(ref, options, this.#environment);
    this.#cells.set(address, cell);
    cell.start(start);
    return { ref, stop: () => cell.stop(), kill: () => cell.kill() };
  }

  /** Puts `message` in the mailbox at `to`, on any node. */
  send<M>(to: Address<M>, message: M): void {
    const cell = this.#cells.get(to);
    if (cell !== undefined) return cell.put(message);
    const node = to.slice(0, to.indexOf("/"));
    if (node === this.node) return this.count("no such actor");
    const route = this.#routes.get(node) ?? this.#options.uplink;
    if (route === undefined) return this.count("no such node");
    route.send(to, message);
  }

  /** Sets the route to `node`; `undefined` removes it. */
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
    // `#scheduled` stays true: an actor that becomes ready meanwhile has its turn in this same run.
    for (let cell = this.#ready.take(); cell !== undefined; cell = this.#ready.take()) cell.turn();
    this.#scheduled = false;
  }
}
