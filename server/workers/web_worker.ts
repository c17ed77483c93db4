/**
 * Threads as Web Workers without any permission except those granted here.
 *
 * @module
 */

import { type StartThread, WorkerChannels } from "../../actors/runtime/threads/threads.ts";

/**
 * File descriptors that must be free before a worker starts. It opens about eight, and Deno 2.9.6
 * ends the whole process if it gets none. Connections that arrive meanwhile need some too.
 */
const FREE_FILES = 24;

/** What the workers may do. */
export interface WorkerThreadOptions {
  /** By default they may use neither files, network nor environment. */
  readonly permissions?: Pick<Deno.PermissionOptionsObject, "read" | "write">;
  /** Whether one worker at a time may keep a core busy while it waits for a message. */
  readonly spin?: boolean;
}

/**
 * Starts Web Workers as nodes.
 *
 * @param module What they run. It calls `runWorker`.
 */
export function workerThreads(
  module: URL,
  { permissions, spin = false }: WorkerThreadOptions = {},
): StartThread {
  // With a single core, a spinning thread only holds up the thread that it waits for.
  const channels = new WorkerChannels(spin && navigator.hardwareConcurrency > 1);

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
      // Otherwise the error ends the whole server.
      event.preventDefault();
      died(event.message);
    };
    const thread = channels.connect({
      post: (data) => worker.postMessage(data),
      terminate: () => worker.terminate(),
    }, received);
    worker.onmessage = ({ data }) => thread.posted(data);
    return thread;
  };
}

/** Opens some to find out: a server with few permissions has no other way to ask. */
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
