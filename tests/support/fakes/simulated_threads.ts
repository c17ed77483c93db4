/**
 * Threads that are none: each is a worker's node on the test's own thread. What crosses is cloned, as between real
 * threads, so that a message that could not cross is found. It knows nothing of chat.
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
  /** Those that run, the oldest first. */
  readonly nodes: readonly string[];
  /** Lets it die of an error that none of its actors caught. */
  readonly die: (node: string, error: string) => void;
  /** It hangs: nothing that it is sent arrives, and nothing that it sends. */
  readonly hold: (node: string) => void;
  /** All that was held arrives, in order. */
  readonly release: (node: string) => void;
}

/**
 * Threads that can start the same kinds of actors as a worker.
 *
 * @param clock Everybody's; a thread that ends takes its own timers with it.
 */
export function simulatedThreads<K extends ActorTypes>(
  starters: ActorStarters<K>,
  clock: Clock,
): SimulatedThreads {
  const threads = new Map<string, SimulatedThread<K>>();

  function named(node: string): SimulatedThread<K> {
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

class SimulatedThread<K extends ActorTypes> implements Thread {
  readonly #events: ThreadEvents;
  readonly #ended: () => void;
  readonly #toWorker: Line<readonly ToWorker[]>;
  readonly #fromWorker: Line<readonly FromWorker[]>;
  readonly #timers = new Set<() => void>();
  #alive = true;

  constructor(
    node: string,
    starters: ActorStarters<K>,
    clock: Clock,
    events: ThreadEvents,
    ended: () => void,
  ) {
    this.#events = events;
    this.#ended = ended;
    this.#fromWorker = new Line(events.received);
    const { receive } = startNode(starters, {
      node,
      clock: { now: clock.now, schedule: (ms, run) => this.#schedule(clock, ms, run) },
      post: (batch) => this.#orDie(() => this.#fromWorker.post(batch)),
    });
    this.#toWorker = new Line((batch) => this.#orDie(() => receive(batch)));
  }

  /** A batch that cannot be cloned is the sender's fault, and thrown to it. */
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

  /** What a thread's clock would do: wake it as long as it lives. */
  #schedule(clock: Clock, ms: number, run: () => void): () => void {
    // The actors of an ended thread may still have a turn here, which they would not have there.
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

/** One direction of the line to a thread: in order, each batch in a later turn, none while it is held. */
class Line<B> {
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
