/**
 * Real threads: Web Workers with no permission but those they are given.
 *
 * @module
 */

import type { FromWorker, ToWorker } from "../../actors/runtime/threads/worker_protocol.ts";
import { Channel, channelMemory } from "../../actors/runtime/threads/channel.ts";
import type { Batch } from "../../actors/runtime/threads/message_codec.ts";
import { monotonicNow } from "../../actors/runtime/system_clock.ts";
import type { StartThread } from "../../actors/runtime/threads/worker_node.ts";

/**
 * Files that must be free for a worker to be started: it opens some eight, and where it gets none Deno 2.9.6 ends the
 * whole process. What is accepted while it starts needs some too.
 */
const FREE_FILES = 24;

/**
 * Milliseconds that this thread waits for the answer of one that spins: it takes a third of that, and to go back to the event
 * loop and be woken takes as long. Others wait meanwhile.
 */
const ANSWER = 0.1;

/** What the threads may do. */
export interface WorkerThreadOptions {
  /** Unless they are given some, they touch neither files, network nor environment. */
  readonly permissions?: Pick<Deno.PermissionOptionsObject, "read" | "write">;
  /** Whether one of them at a time may keep a core busy where it waits: one that talks with a person, back and forth. */
  readonly spin?: boolean;
}

/**
 * Starts Web Workers as nodes.
 *
 * @param module What they run; it calls `hostActorsInWorker`.
 */
export function workerThreads(
  module: URL,
  { permissions, spin = false }: WorkerThreadOptions = {},
): StartThread {
  const holder = new SharedArrayBuffer(4);
  let lines = 0;
  // With a single core, whoever spins only keeps the others from what it waits for.
  const maySpin = spin && navigator.hardwareConcurrency > 1;

  return (node, { received, died }) => {
    if (!filesAreFree()) {
      queueMicrotask(() => died("Too many open files"));
      return { post() {}, terminate() {} };
    }
    const worker = new Worker(module, {
      type: "module",
      name: node,
      deno: { permissions: permissions ?? "none" },
    });
    worker.onerror = (event) => {
      // Without this the error would end the whole server.
      event.preventDefault();
      died(event.message);
    };
    const [near, far] = channelMemory(maySpin ? { holder, channel: ++lines } : null);
    const inbox: Batch[] = [];
    let arrived = () => {};
    worker.onmessage = ({ data }: MessageEvent<Batch>) => {
      inbox.push(data);
      arrived();
    };
    worker.postMessage(far);
    const line = new Channel<readonly FromWorker[], readonly ToWorker[]>(near, {
      send: (batch) => worker.postMessage(batch),
      take: () => inbox.shift(),
    });
    listen();
    return {
      post(batch) {
        const answersSoon = line.otherEndSpins;
        line.send(batch);
        if (!answersSoon) return;
        line.poll(ANSWER, monotonicNow);
        take();
      },
      terminate() {
        // It sleeps where `terminate` does not reach it, and then goes back to its event loop, where it does.
        line.close();
        arrived();
        worker.terminate();
      },
    };

    function take(): void {
      for (let batch = line.take(); batch !== undefined; batch = line.take()) received(batch);
    }

    async function listen(): Promise<void> {
      while (!line.closed) {
        take();
        if (line.awaitsPost) await new Promise<void>((resolve) => arrived = resolve);
        else await line.wait();
      }
    }
  };
}

/** Tries: there is no other way to ask that a server without further permissions may take. */
function filesAreFree(): boolean {
  const opened: Deno.Listener[] = [];
  try {
    for (let i = 0; i < FREE_FILES; i++) {
      opened.push(Deno.listen({ hostname: "127.0.0.1", port: 0 }));
    }
    return true;
  } catch {
    return false;
  } finally {
    for (const listener of opened) listener.close();
  }
}
