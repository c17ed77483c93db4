/**
 * Real threads: Web Workers without any permission.
 *
 * @module
 */

import type { FromWorker } from "../actors/runtime/envelope.ts";
import type { StartThread } from "../actors/runtime/worker_node.ts";

/**
 * Starts a Web Worker as a node. Whatever it runs may touch neither files, network nor environment.
 *
 * @param module What it runs; it calls `hostActorsInWorker`.
 */
export function workerThreads(module: URL): StartThread {
  return (node, { received, died }) => {
    const worker = new Worker(module, {
      type: "module",
      name: node,
      deno: { permissions: "none" },
    });
    worker.onmessage = (event: MessageEvent<readonly FromWorker[]>) => received(event.data);
    worker.onerror = (event) => {
      // Without this the error would end the whole server.
      event.preventDefault();
      died(event.message);
    };
    return {
      post: (batch) => worker.postMessage(batch),
      terminate: () => worker.terminate(),
    };
  };
}
