/**
 * Simulated threads: each is a worker's node on the test's own thread. Batches are cloned, as
 * between real threads, so that a message that cannot cross is found. It must not know the chat.
 *
 * @module
 */

import { describeError } from "../../../actors/runtime/actor.ts";
import type { Clock } from "../../../actors/runtime/clock.ts";
import type {
  ActorStarters,
  ActorTypes,
  StartThread,
  Thread,
  ThreadEvents,
} from "../../../actors/runtime/threads/threads.ts";
import { startNode } from "../../../actors/runtime/threads/worker_entry.ts";
import type { FromWorker, ToWorker } from "../../../actors/runtime/threads/worker_protocol.ts";

/** The threads of one test, by the name of their node. */
export interface SimulatedThreads {
  readonly startThread: StartThread;
  /** How many run. */
  readonly alive: number;
  /** The nodes that run, the oldest first. */
  readonly nodes: readonly string[];
  /** Ends the thread with an error that none of its actors caught. */
  readonly die: (node: string, error: string) => void;
  /** Makes the thread hang: batches to it and from it wait. */
  readonly hold: (node: string) => void;
  /** Delivers all that was held, in order. */
  readonly release: (node: string) => void;
}

/**
 * Simulates threads that can start the same actors as a worker.
 *
 * @param clock Shared by all. A thread that ends takes its own timers with it.
 */
export function simulatedThreads<A extends ActorTypes>(
  starters: ActorStarters<A>,
  clock: Clock,
): SimulatedThreads {
  const threads = new Map<string, SimulatedThread<A>>();

  function named(node: string): SimulatedThread<A> {
    const thread = threads.get(node);
    if (thread === undefined) throw new TypeError(`Cannot find a thread: no ${node} runs`);
    return thread;
  }

  return {
    startThread(node, events) {
      if (threads.has(node)) throw new TypeError(`Cannot start a thread: ${node} runs`);
      const thread = new SimulatedThread(node, starters, clock, events, () => threads.delete(node));
      threads.set(node, thread);
      return thread;
    },
    get alive() {
      return threads.size;
    },
    get nodes() {
      return [...threads.keys()];
    },
    die: (node, error) => named(node).die(error),
    hold: (node) => named(node).hold(),
    release: (node) => named(node).release(),
  };
}

class SimulatedThread<A extends ActorTypes> implements Thread {
  readonly #events: ThreadEvents;
  readonly #ended: () => void;
  readonly #toWorker: Direction<readonly ToWorker[]>;
  readonly #fromWorker: Direction<readonly FromWorker[]>;
  readonly #timers = new Set<() => void>();
  #alive = true;

  constructor(
    node: string,
    starters: ActorStarters<A>,
    clock: Clock,
    events: ThreadEvents,
    ended: () => void,
  ) {
    this.#events = events;
    this.#ended = ended;
    this.#fromWorker = new Direction(events.received);
    const { receive } = startNode(starters, {
      node,
      clock: { now: clock.now, schedule: (ms, run) => this.#schedule(clock, ms, run) },
      post: (batch) => this.#orDie(() => this.#fromWorker.post(batch)),
    });
    this.#toWorker = new Direction((batch) => this.#orDie(() => receive(batch)));
  }

  /** A batch that cannot be cloned is the sender's fault, and throws there. */
  readonly post = (batch: readonly ToWorker[]): void => this.#toWorker.post(batch);

  readonly terminate = (): void => {
    if (!this.#alive) return;
    this.#alive = false;
    for (const cancel of this.#timers) cancel();
    this.#toWorker.cut();
    this.#fromWorker.cut();
    this.#ended();
  };

  die(error: string): void {
    if (!this.#alive) return;
    this.terminate();
    this.#events.died(error);
  }

  hold(): void {
    this.#toWorker.hold();
    this.#fromWorker.hold();
  }

  release(): void {
    this.#toWorker.release();
    this.#fromWorker.release();
  }

  #orDie(run: () => void): void {
    try {
      run();
    } catch (error) {
      this.die(describeError(error));
    }
  }

  /** Runs a timer only while the thread lives. */
  #schedule(clock: Clock, ms: number, run: () => void): () => void {
    // The actors of an ended thread may still have a turn here, which a real thread would not give
    // them.
    if (!this.#alive) return () => {};
    const unschedule = clock.schedule(ms, () => {
      this.#timers.delete(cancel);
      run();
    });
    const cancel = () => {
      this.#timers.delete(cancel);
      unschedule();
    };
    this.#timers.add(cancel);
    return cancel;
  }
}

/** One direction of a channel: in order, each batch in a later turn, none while it is held. */
class Direction<B> {
  readonly #deliver: (batch: B) => void;
  #batches: B[] = [];
  #state: "open" | "held" | "cut" = "open";

  constructor(deliver: (batch: B) => void) {
    this.#deliver = deliver;
  }

  post(batch: B): void {
    const cloned = structuredClone(batch);
    if (this.#state === "cut") return;
    this.#batches.push(cloned);
    queueMicrotask(() => this.#flow());
  }

  hold(): void {
    if (this.#state === "open") this.#state = "held";
  }

  release(): void {
    if (this.#state === "held") this.#state = "open";
    queueMicrotask(() => this.#flow());
  }

  cut(): void {
    this.#state = "cut";
    this.#batches = [];
  }

  #flow(): void {
    while (this.#state === "open") {
      const batch = this.#batches.shift();
      if (batch === undefined) return;
      this.#deliver(batch);
    }
  }
}
