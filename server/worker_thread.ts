/**
 * Real threads: Web Workers with no permission but those they are given.
 *
 * @module
 */

import type { FromWorker, ToWorker } from "../actors/runtime/envelope.ts";
import { Line, lineMemory } from "../actors/runtime/line.ts";
import { postBy, type WorkerStart } from "../actors/runtime/worker_host.ts";
import type { StartThread } from "../actors/runtime/worker_node.ts";

/**
 * Files that must be free for a worker to be started: it opens some eight, and where it gets none Deno 2.9.6 ends the
 * whole process. What is accepted while it starts needs some too.
 */
const FREE_FILES = 24;

/**
 * Starts a Web Worker as a node. Unless it is given permissions, whatever it runs may touch neither files, network nor
 * environment.
 *
 * @param module What it runs; it calls `hostActorsInWorker`.
 */
export function workerThreads(
  module: URL,
  permissions: "none" | Pick<Deno.PermissionOptionsObject, "read" | "write"> = "none",
): StartThread {
  return (node, { received, died }) => {
    if (!filesAreFree()) {
      queueMicrotask(() => died("Too many open files"));
      return { post() {}, terminate() {} };
    }
    const worker = new Worker(module, {
      type: "module",
      name: node,
      deno: { permissions },
    });
    worker.onerror = (event) => {
      // Without this the error would end the whole server.
      event.preventDefault();
      died(event.message);
    };
    const [near, far] = lineMemory();
    const { port1, port2 } = new MessageChannel();
    const start: WorkerStart = { memory: far, port: port2 };
    worker.postMessage(start, [port2]);
    const line = new Line<readonly FromWorker[], readonly ToWorker[]>(near, postBy(port1));
    listen();
    return {
      post: (batch) => line.send(batch),
      terminate() {
        // It sleeps where `terminate` does not reach it, and then goes back to its event loop, where it does.
        line.close();
        port1.close();
        worker.terminate();
      },
    };

    async function listen(): Promise<void> {
      while (!line.closed) {
        for (let batch = line.take(); batch !== undefined; batch = line.take()) received(batch);
        await line.wait();
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
