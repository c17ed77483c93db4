/**
 * Real threads: Web Workers with no permission but those they are given.
 *
 * @module
 */

import type { FromWorker, ToWorker } from "../actors/runtime/envelope.ts";
import { Line, lineMemory } from "../actors/runtime/line.ts";
import type { Batch } from "../actors/runtime/packing.ts";
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
    const inbox: Batch[] = [];
    let arrived = () => {};
    worker.onmessage = ({ data }: MessageEvent<Batch>) => {
      inbox.push(data);
      arrived();
    };
    worker.postMessage(far);
    const line = new Line<readonly FromWorker[], readonly ToWorker[]>(near, {
      send: (batch) => worker.postMessage(batch),
      take: () => inbox.shift(),
    });
    listen();
    return {
      post: (batch) => line.send(batch),
      terminate() {
        // It sleeps where `terminate` does not reach it, and then goes back to its event loop, where it does.
        line.close();
        arrived();
        worker.terminate();
      },
    };

    async function listen(): Promise<void> {
      while (!line.closed) {
        for (let batch = line.take(); batch !== undefined; batch = line.take()) received(batch);
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
