/**
 * The store as the server sees it: a worker that opens the database before the server starts, and a
 * child that a supervisor restarts in a new worker. It must not know what the store does.
 *
 * @module
 */

import { type Child, describeError, type ExitReason } from "../../actors/runtime/actor.ts";
import { ActorSystem } from "../../actors/runtime/actor_system.ts";
import { systemClock } from "../../actors/runtime/system_clock.ts";
import {
  type StartThread,
  type Thread,
  type ThreadEvents,
  WorkerNode,
} from "../../actors/runtime/threads/threads.ts";
import { startSaveDelay } from "./save_delay.ts";
import type { StoreEvent } from "./store.ts";
import type { Opened, StoreActors } from "./store_actors.ts";
import type { StoreProblem } from "./problems.ts";

/** The node of the store's worker. */
const NODE = "store";

/** The store's name in the server's own node, where rooms reach it. */
export const STORE = "store";

/**
 * Messages in the mailbox of each half. What waits came during one commit; the bound is what 10,000
 * clients may have unanswered.
 */
const MAILBOX = 1_048_576;

/** Events that wait to be reported. Failure and recovery take turns, and a disk is slow at both. */
const EVENTS_MAILBOX = 64;

/** An open store that waits for its server. */
export interface OpenStore {
  readonly type: "opened";
  /** Returns the worker that has it open the first time, and starts new ones later. */
  readonly startThread: StartThread;
  /** Closes it, if no server took it. */
  readonly close: () => void;
}

/** Opens the store in a worker, or returns why it cannot. */
export async function openStore(
  folder: string,
  startThread: StartThread,
): Promise<OpenStore | StoreProblem> {
  const { promise: answer, resolve } = Promise.withResolvers<Opened>();
  const opening = openingThread(startThread);
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
    // No worker could start: it may lack a permission.
    return { type: "unwritable", reason: describeError(error) };
  }
}

/** A thread that one node starts to open the store, and that the server's node takes over. */
function openingThread(startThread: StartThread) {
  let opened: Thread | undefined;
  let receiver: ThreadEvents | undefined;

  const start: StartThread = (node, events) => {
    receiver = events;
    return opened = startThread(node, {
      received: (batch) => receiver?.received(batch),
      died: (error) => receiver?.died(error),
    });
  };
  const handOver: StartThread = (node, events) => {
    if (opened === undefined) return startThread(node, events);
    const thread = opened;
    opened = undefined;
    receiver = events;
    return thread;
  };
  return {
    start,
    handOver,
    close() {
      opened?.terminate();
      opened = undefined;
    },
    /** The thread died before a server took it over. */
    ended() {
      opened = undefined;
    },
  };
}

/** Starts the store, as a supervisor's child. */
export function startStoreChild({ system, startThread, folder, reported, exited }: {
  readonly system: ActorSystem;
  readonly startThread: StartThread;
  readonly folder: string;
  /** Called when the store begins to fail, and when it is well again. */
  readonly reported: (event: StoreEvent) => void;
  readonly exited: (reason: ExitReason) => void;
}): Child {
  const node = new WorkerNode<StoreActors>(system, startThread, NODE, () => {});
  const listener = system.spawn<StoreEvent>("storeEvents", () => ({ receive: reported }), {
    mailbox: EVENTS_MAILBOX,
  });
  const worker = node.spawn("store", "store", { folder, events: listener.ref.address }, {
    mailbox: MAILBOX,
    exited(reason) {
      node.terminate();
      listener.kill();
      delay.kill();
      exited(reason);
    },
  });
  // The worker stops behind the last saves.
  const delay = system.spawn(STORE, startSaveDelay(worker.ref.address), {
    mailbox: MAILBOX,
    exited: ({ type }) => type === "killed" || type === "crashed" ? worker.kill() : worker.stop(),
  });
  return delay;
}
