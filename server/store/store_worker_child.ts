/**
 * The store as the server sees it: a thread that is opened before the server starts, and a child that is started again
 * in a new thread when that one dies. It knows the way there, and not what the store does.
 *
 * @module
 */

import type { StoreMessage } from "../../actors/messages/store.ts";
import type { Address, Child, ExitReason } from "../../actors/runtime/actor.ts";
import { describeError } from "../../actors/runtime/actor.ts";
import { ActorSystem } from "../../actors/runtime/actor_system.ts";
import { systemClock } from "../../actors/runtime/system_clock.ts";
import {
  type StartThread,
  type Thread,
  type ThreadEvents,
  WorkerNode,
} from "../../actors/runtime/threads/threads.ts";
import type { StoreEvent } from "./store.ts";
import type { Opened, StoreActors } from "./store_actors.ts";
import type { StoreProblem } from "./problems.ts";

/** The node of the store's thread. */
const NODE = "store";

/** Where the store is, as long as it lives, and again when it is started again. */
export const STORE_ADDRESS = `${NODE}/store` as Address<StoreMessage>;

/**
 * Messages the store's mailbox holds. Rooms send one for what is said within some milliseconds, and are answered for many at
 * once; what waits is what came while one commit was written, with what 10,000 clients may have unanswered as the bound.
 */
const MAILBOX = 1_048_576;

/** Events that wait to be told: failing and well again take turns, and a disk takes its time for both. */
const EVENTS_MAILBOX = 64;

/** A store that is open, and waits for its server. */
export interface OpenStore {
  readonly type: "opened";
  /** Takes the thread that has it open; when that is spent, starts others. */
  readonly startThread: StartThread;
  /** Lets go of it, if no server took it. */
  readonly close: () => void;
}

/** Opens the store in a thread, or tells why it cannot be had. */
export async function openStore(
  folder: string,
  startThread: StartThread,
): Promise<OpenStore | StoreProblem> {
  const { promise: answer, resolve } = Promise.withResolvers<Opened>();
  const opening = new OpeningThread(startThread);
  const system = new ActorSystem({ node: "opening", clock: systemClock });
  const listener = system.spawn<Opened>("listener", () => ({ receive: resolve }), { mailbox: 1 });
  try {
    const node = new WorkerNode<StoreActors>(system, opening.start, NODE, opening.ended);
    node.spawn("opener", "opener", { folder, replyTo: listener.ref.address }, {
      mailbox: 1,
      exited(reason) {
        if (reason.type === "crashed") resolve({ type: "unwritable", reason: reason.error });
      },
    });
    const opened = await answer;
    listener.kill();
    if (opened.type === "opened") {
      return { ...opened, startThread: opening.handOver, close: opening.close };
    }
    opening.close();
    return opened;
  } catch (error) {
    // No thread is to be had: it may not be given what it needs.
    return { type: "unwritable", reason: describeError(error) };
  }
}

/** A thread that is heard by one while it opens the store, and by another from then on. */
class OpeningThread {
  readonly #startThread: StartThread;
  #thread: Thread | undefined;
  #events: ThreadEvents | undefined;

  constructor(startThread: StartThread) {
    this.#startThread = startThread;
  }

  readonly start: StartThread = (node, events) => {
    this.#events = events;
    return this.#thread = this.#startThread(node, {
      received: (batch) => this.#events?.received(batch),
      died: (error) => this.#events?.died(error),
    });
  };

  readonly handOver: StartThread = (node, events) => {
    const thread = this.#thread;
    if (thread === undefined) return this.#startThread(node, events);
    this.#thread = undefined;
    this.#events = events;
    return thread;
  };

  readonly close = (): void => {
    this.#thread?.terminate();
    this.#thread = undefined;
  };

  /** It died before anybody took it. */
  readonly ended = (): void => {
    this.#thread = undefined;
  };
}

/** What the store's child is started with. */
export interface StoreChildSettings {
  readonly system: ActorSystem;
  readonly startThread: StartThread;
  readonly folder: string;
  /** Told when it begins to fail, and when it is well again. */
  readonly told: (event: StoreEvent) => void;
  readonly exited: (reason: ExitReason) => void;
}

/** Starts the store, as a child of whoever supervises it. */
export function startStoreChild(settings: StoreChildSettings): Child {
  const { system, startThread, folder, told, exited } = settings;
  const node = new WorkerNode<StoreActors>(system, startThread, NODE, () => {});
  const listener = system.spawn<StoreEvent>("storeEvents", () => ({ receive: told }), {
    mailbox: EVENTS_MAILBOX,
  });
  return node.spawn("store", "store", { folder, events: listener.ref.address }, {
    mailbox: MAILBOX,
    exited(reason) {
      node.terminate();
      listener.kill();
      exited(reason);
    },
  });
}
